// All that looks secret in a text of any kind: configuration, expression, body, address, message.
import { claimAssignments } from './assignments.ts';
import { claimBehindSchemes, claimInExpressions } from './expressions.ts';
import { Claims, type Find } from './find.ts';
import { claimForms } from './forms.ts';
import { claimHeader, claimValue } from './header-value.ts';

/** What looks secret in a text, in its order. Takes time in proportion to the text. */
export function findsInText(text: string): readonly Find[] {
  const claims = new Claims(text);
  claimForms(claims);
  claimInExpressions(claims);
  claimAssignments(claims);
  claimBehindSchemes(claims);
  return claims.all();
}

/** What is secret of the value of a header that is named so. */
export function findsInHeader(name: string, value: string): readonly Find[] {
  const claims = new Claims(value);
  claimForms(claims);
  claimHeader(name, claims, 0, value.length);
  return claims.all();
}

/** A value that is secret as a whole, by its name. */
export function findsInNamed(value: string): readonly Find[] {
  const claims = new Claims(value);
  claimForms(claims);
  claimValue('password or key', claims, 0, value.length);
  return claims.all();
}
