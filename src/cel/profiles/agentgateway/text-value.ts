// Host values that are strings to CEL but know more: a URI whose query can be asked, a secret that prints redacted.
import { quote } from '../../values/text.ts';
import { Opaque, type Value } from '../../values/value.ts';

export abstract class TextValue extends Opaque {
  readonly typeName = 'string';
  /** What every operation on strings sees. */
  abstract readonly plain: string;
  equals(other: Opaque): boolean {
    return other instanceof TextValue && other.plain === this.plain;
  }
  override toString(): string {
    return this.plain;
  }
  text(): string {
    return quote(this.plain);
  }
}

/** `request.uri`, `request.pathAndQuery`. */
export class UriText extends TextValue {
  readonly plain: string;
  constructor(uri: string) {
    super();
    this.plain = uri;
  }
}

/** `jwt.rawToken`, `apiKey.key`: only `.unredacted()` gives the secret. */
export class Secret extends TextValue {
  readonly plain = '<redacted>';
  readonly #secret: string;
  constructor(secret: string) {
    super();
    this.#secret = secret;
  }
  reveal(): string {
    return this.#secret;
  }
}

/** The value that an operation on strings is to see. */
export const plain = (v: Value): Value => (v instanceof TextValue ? v.plain : v);
