// Tests read texts in one go; the page and the terminal load the YAML library when a text needs it (src/gateway/open.ts).
import { loadYamlLibrary } from '../src/text/yaml.ts';

await loadYamlLibrary();
