// The state that a link, a draft or an example carries, taken from the store.
import type { SharedState } from '../../src/permalink/state.ts';
import type { State } from './store.ts';

/** `rules`: those that answer now. A link names them, so that it means the same when there are newer ones. */
export const sharedStateOf = (state: State, rules?: string): SharedState => ({
  title: state.title,
  note: state.note,
  mode: state.mode,
  dialect: state.dialect,
  profile: state.profile === '' && state.files.some(({ text }) => text.trim() !== '') ? (rules ?? '') : state.profile,
  files: state.files,
  earlier: state.earlier,
  env: state.env,
  requests: state.requestList.map(({ name, request, pinned, logged }) => ({
    name,
    request,
    ...(pinned === undefined ? {} : { pinned }),
    ...(logged === undefined ? {} : { logged }),
  })),
  sequence: state.sequence,
  selected: Math.max(
    0,
    state.requestList.findIndex((row) => row.id === state.selectedRequest),
  ),
  expression: state.expression,
  expressionProfile: state.expressionProfile,
});
