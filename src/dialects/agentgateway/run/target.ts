// The target of a request line as the gateway's HTTP library reads it (agentgateway 1.4, crate `http`). What it cannot read is answered 400 without a line of the log.
import { latin1Bytes, latin1Text, utf8Bytes, utf8Text } from '../../../http/bytes.ts';
import type { NormalRequest } from '../../../http/normal-request.ts';
import { badCharacter } from '../read/uri.ts';

export type Target =
  | {
      readonly ok: true;
      readonly target: string /** Of an absolute form or a CONNECT, whose own wins over Host. */;
      readonly authority?: string;
    }
  | { readonly ok: false; readonly because: string };

/** Faults of a raw message that end it; of the others the library makes a request. */
const FATAL: ReadonlySet<string> = new Set([
  'empty-message',
  'bad-request-line',
  'bad-method',
  'bad-version',
  'header-without-colon',
  'bad-header-name',
  'control-in-header',
  'bad-content-length',
  'content-lengths-differ',
  'blank-before-colon',
]);

/** Path with query, and the host where the target gives one. */
export function readTarget({ method, path, raw }: Pick<NormalRequest, 'method' | 'path' | 'raw'>): Target {
  const fatal = raw?.faults.find(({ code }) => FATAL.has(code));
  if (fatal !== undefined) return no(fatal.message);
  if (path === '' && raw === undefined) return no('The request line has no target.');
  const [sent = ''] = path.split('#', 1);
  const written = raw === undefined ? sent : textOfBytes(sent);
  if (written === undefined) return no('The target is no UTF-8.');
  const fault = characterFault(written);
  if (fault !== undefined) return no(fault);
  const absolute = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)(.*)$/i.exec(written);
  if (absolute !== null) {
    if (absolute[1] === '') return no('The target names no host.');
    const rest = absolute[2] as string;
    return { ok: true, target: rest.startsWith('/') ? rest : `/${rest}`, authority: absolute[1] as string };
  }
  if (method === 'CONNECT' && written === '') return no('The request line has no target.');
  if (method === 'CONNECT' && !written.startsWith('/')) return { ok: true, target: '/', authority: written };
  return written.startsWith('/') || written === '*' ? { ok: true, target: written } : no(`The target ${written} begins with no slash.`);
}

const no = (because: string): Target => ({ ok: false, because });

/** The first character that cannot stand where it does. */
function characterFault(target: string): string | undefined {
  const bad = badCharacter(target);
  return bad === undefined ? undefined : `${spoken(bad.character)} cannot stand in a ${bad.part}.`;
}

const spoken = (character: string): string =>
  character === ' ' ? 'A blank' : character < ' ' || character === '\u007f' ? 'A control character' : `'${character}'`;

/** What the bytes of a raw message say, whose characters stand for bytes; undefined where they are no UTF-8. */
export function textOfBytes(latin1: string): string | undefined {
  const text = utf8Text(latin1Bytes(latin1));
  return latin1Text(utf8Bytes(text)) === latin1 ? text : undefined;
}
