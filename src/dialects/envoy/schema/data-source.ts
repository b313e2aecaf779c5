// Texts that a configuration holds itself, in place of naming a file.
import { type Message, text } from './message.ts';

/** The text of a DataSource; files and environment variables are not known. */
export function dataSource(source: Message): string {
  const bytes = source.fields.get('inline_bytes')?.value;
  return bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : text(source, 'inline_string');
}
