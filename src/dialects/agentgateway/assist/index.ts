// What an editor shows while an agentgateway configuration is typed. Loads the schema tables, so it is a part of its own.
import type { Assist } from '../../dialect.ts';
import { completionsAt } from './complete.ts';
import { hoverAt } from './hover.ts';

export const assistOf = (profile: string): Assist => ({
  completionsAt: (text, offset) => completionsAt(text, offset, profile),
  hoverAt: (text, offset) => hoverAt(text, offset, profile),
});
