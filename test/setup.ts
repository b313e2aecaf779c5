// A run is the same every time: properties start from one seed, unless SEED names another (`npm run fuzz` looks further).
// Tests read texts and compile expressions in one go; the page and the terminal load what only some of them need.
import fc from 'fast-check';
import { loadParts } from '../src/cel/profiles/index.ts';
import { loadRecognisers } from '../src/dialects/to-come.ts';
import { loadRawMessages } from '../src/http/normal-request.ts';
import { loadReaders } from '../src/text/read.ts';
import { loadYamlLibrary } from '../src/text/yaml.ts';

await Promise.all([loadYamlLibrary(), loadReaders(), loadRawMessages(), loadRecognisers(), loadParts()]);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.SEED ?? 2026) });
