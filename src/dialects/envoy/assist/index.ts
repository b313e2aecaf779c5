// What an editor shows while an Envoy configuration is typed. The sentences are large, so it is a part of its own.
import type { Assist } from '../../dialect.ts';
import type { Schema } from '../schema/descriptor.ts';
import { completionsAt } from './complete.ts';
import { hoverAt } from './hover.ts';

/** `profile`: which CEL reads expressions. */
export const assistOf = (schema: Schema, profile: string): Assist => ({
  completionsAt: (text, offset) => completionsAt(schema, text, offset, profile),
  hoverAt: (text, offset) => hoverAt(schema, text, offset, profile),
});
