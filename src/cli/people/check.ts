import type { Context } from '../command.ts';

export async function checkCommand(_: readonly string[], __: Context): Promise<number> {
  process.stderr.write('not built yet\n');
  return 2;
}
