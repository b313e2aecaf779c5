export function Embed() {
  return null;
}
