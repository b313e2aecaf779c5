// The YAML library's complaints as a person at the line would say them: what is missing there, or what to look at. It names things by its
// grammar ("implicit keys", "compact mappings"), which nobody who edits a configuration has read.

interface Words {
  readonly complaint: RegExp;
  /** `at`: the text from the complaint's place on, up to the end of its line. */
  readonly say: (at: string) => string | undefined;
}

const always = (words: string) => () => words;

/** A key in quotes or brackets over several lines has its colon; the complaint is then about the lines. */
const missingColon = (at: string): string | undefined => (/^["'[{?]/.test(at) ? undefined : "A ':' is missing after this key.");

const TABLE: readonly Words[] = [
  { complaint: /^Implicit keys need to be on a single line/, say: missingColon },
  { complaint: /^Implicit map keys need to be followed by map values/, say: missingColon },
  {
    complaint: /^Nested mappings are not allowed in compact mappings/,
    say: always('A key cannot stand here, within a value: put the value into quotes, or check the indentation.'),
  },
  {
    complaint: /^A block sequence may not be used as an implicit map key/,
    say: always('A list cannot stand here, after keys: check the indentation.'),
  },
  {
    complaint: /^Sequence item without - indicator/,
    say: always("This stands beside the items of a list, without a '-': check the indentation."),
  },
  {
    complaint: /^All mapping items must start at the same column/,
    say: always('This key is not in line with those before it: check the indentation.'),
  },
  {
    complaint: /^All sequence items must start at the same column/,
    say: always('This item is not in line with those before it: check the indentation.'),
  },
  { complaint: /^Tabs are not allowed as indentation/, say: always('A tab cannot indent YAML: write spaces.') },
  {
    complaint: /^Plain value cannot start with/,
    say: (at) => (at === '' ? undefined : `A text cannot begin with '${Array.from(at)[0]}': put it into quotes.`),
  },
];

/** What the library says at `start` of a text, in plain words where there are some, else as its own sentence. */
export function plainWords(message: string, text: string, start: number): string {
  const newline = text.indexOf('\n', start);
  const at = text.slice(start, newline < 0 ? text.length : newline);
  const said = TABLE.find(({ complaint }) => complaint.test(message))?.say(at);
  return said ?? (/[.!?]$/.test(message) ? message : `${message}.`);
}
