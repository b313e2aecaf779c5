// Tests read texts and compile expressions in one go; the page and the terminal load what only some of them need.
import { loadParts } from '../src/cel/profiles/index.ts';
import { loadRecognisers } from '../src/dialects/to-come.ts';
import { loadRawMessages } from '../src/http/normal-request.ts';
import { loadReaders } from '../src/text/read.ts';
import { loadYamlLibrary } from '../src/text/yaml.ts';

await Promise.all([loadYamlLibrary(), loadReaders(), loadRawMessages(), loadRecognisers(), loadParts()]);
