// What can be saved of a link that was cut off: the payload's JSON up to the cut, with everything that is open closed. A string that was
// cut keeps what there is of it; a member without a value is dropped.

/** Reads as much of a JSON text as there is. Undefined when not even its beginning can be read. Depth is bounded. */
export function recoverJson(text: string): unknown {
  const closed = closeJson(text);
  if (closed === undefined) return undefined;
  try {
    return JSON.parse(closed);
  } catch {
    return undefined;
  }
}

const MAX_DEPTH = 32;

/** The text up to the last place where it can be closed, and closed there. One pass. */
function closeJson(text: string): string | undefined {
  const open: ('}' | ']')[] = [];
  let end = 0;
  let tail = '';
  let inString = false;
  let isValue = false;
  const mark = (at: number) => {
    end = at;
    tail = open.toReversed().join('');
  };
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') {
        inString = false;
        if (isValue) mark(i + 1);
      }
    } else if (c === '"') {
      inString = true;
      isValue = text.charAt(i - 1) === ':' || open.at(-1) === ']';
    } else if (c === '{' || c === '[') {
      if (open.length >= MAX_DEPTH) break;
      open.push(c === '{' ? '}' : ']');
      mark(i + 1);
    } else if (c === '}' || c === ']') {
      if (open.pop() !== c) break;
      mark(i + 1);
    } else if (c === ',') mark(i);
  }
  if (inString && isValue) return `${withoutHalfEscape(text)}"${open.toReversed().join('')}`;
  return end === 0 ? undefined : text.slice(0, end) + tail;
}

/** Drops an escape that the cut left unfinished. */
function withoutHalfEscape(text: string): string {
  const half = /\\(?:u[0-9a-fA-F]{0,3})?$/.exec(text.slice(-6));
  if (half === null) return text;
  const cut = text.slice(0, text.length - half[0].length);
  let slashes = 0;
  while (cut.charAt(cut.length - 1 - slashes) === '\\') slashes++;
  return slashes % 2 === 0 ? cut : text;
}
