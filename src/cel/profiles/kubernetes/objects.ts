// The values of Kubernetes' own types.
import { quote } from '../../values/text.ts';
import { Opaque } from '../../values/value.ts';
import type { Format } from './formats.ts';
import { formatUrl, type GoUrl } from './go-url.ts';
import { compareQuantities, formatQuantity, type Quantity } from './quantity.ts';
import { compareSemver, formatSemver, type Semver } from './semver.ts';

/** A value of one of these types around its data; `print` and `same` say how it is shown and compared. */
abstract class KubernetesValue<Data> extends Opaque {
  readonly data: Data;
  abstract override readonly typeName: string;
  constructor(data: Data) {
    super();
    this.data = data;
  }
  abstract same(other: Data): boolean;
  equals(other: Opaque): boolean {
    return other instanceof KubernetesValue && other.typeName === this.typeName && this.same(other.data as Data);
  }
}

export class UrlValue extends KubernetesValue<GoUrl> {
  readonly typeName = 'kubernetes.URL';
  same(other: GoUrl): boolean {
    return formatUrl(this.data) === formatUrl(other);
  }
  override toString(): string {
    return formatUrl(this.data);
  }
  text(): string {
    return `url(${quote(this.toString())})`;
  }
}

export class QuantityValue extends KubernetesValue<Quantity> {
  readonly typeName = 'kubernetes.Quantity';
  /** Whether it is the answer of add() or sub(): nothing can be compared with such a one on the right of ==. */
  readonly isComputed: boolean;
  constructor(data: Quantity, isComputed = false) {
    super(data);
    this.isComputed = isComputed;
  }
  same(other: Quantity): boolean {
    return compareQuantities(this.data, other) === 0;
  }
  override toString(): string {
    return formatQuantity(this.data);
  }
  text(): string {
    return `quantity(${quote(this.toString())})`;
  }
}

export class SemverValue extends KubernetesValue<Semver> {
  readonly typeName = 'kubernetes.Semver';
  same(other: Semver): boolean {
    return compareSemver(this.data, other) === 0;
  }
  override toString(): string {
    return formatSemver(this.data);
  }
  text(): string {
    return `semver(${quote(this.toString())})`;
  }
}

export class FormatValue extends KubernetesValue<Format> {
  readonly typeName = 'kubernetes.NamedFormat';
  same(other: Format): boolean {
    return this.data.name === other.name;
  }
  override toString(): string {
    return this.data.name;
  }
  text(): string {
    return `format.named(${quote(this.data.name)})`;
  }
}

/** Who asks, and what is to be checked so far: every step of `authorizer.group('').resource('pods')…` adds to it. */
export interface Check {
  readonly path?: string;
  readonly group?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}

export type CheckStage = 'Authorizer' | 'PathCheck' | 'GroupCheck' | 'ResourceCheck';

export class CheckValue extends KubernetesValue<Check> {
  readonly typeName: string;
  readonly decide: (check: Check, verb: string) => Decision;
  constructor(stage: CheckStage, check: Check, decide: (check: Check, verb: string) => Decision) {
    super(check);
    this.typeName = `kubernetes.authorization.${stage}`;
    this.decide = decide;
  }
  /** The next stage, with more known. */
  next(stage: CheckStage, more: Check): CheckValue {
    return new CheckValue(stage, { ...this.data, ...more }, this.decide);
  }
  same(other: Check): boolean {
    return this.data === other;
  }
  override toString(): string {
    return this.typeName;
  }
  text(): string {
    return `${this.typeName}{}`;
  }
}

/** What an authorizer says of a check. */
export interface Decision {
  readonly decision: 'allow' | 'deny' | 'no-opinion';
  readonly reason: string;
}

export class DecisionValue extends KubernetesValue<Decision> {
  readonly typeName = 'kubernetes.authorization.Decision';
  same(other: Decision): boolean {
    return this.data === other;
  }
  override toString(): string {
    return this.data.decision;
  }
  text(): string {
    return `${this.typeName}{}`;
  }
}
