// What may be the name and the value of a header (RFC 9110, as the Rust `http` crate that agentgateway uses checks it).
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

export const isHeaderName = (name: string): boolean => NAME.test(name);

/** Visible characters, space, tab and anything beyond ASCII; no control characters. */
export function isHeaderValue(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const c = value.charCodeAt(i);
    if ((c < 0x20 && c !== 0x09) || c === 0x7f) return false;
  }
  return true;
}

/** A method: a token. */
export const isMethod = (method: string): boolean => NAME.test(method);
