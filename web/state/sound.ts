// Content that comes from elsewhere (a link, a file), before it goes into the store: whatever its requests were given, each field then has the shape that
// everything behind it takes for granted.
import { profileName, profileTable } from '../../src/base/profiles.ts';
import { isSampleField, readSample } from '../../src/http/read-sample.ts';
import type { SampleRequest } from '../../src/http/sample-request.ts';
import type { SharedState } from '../../src/permalink/state.ts';

/** The state with fields of requests that cannot be used left out. Fields that only a later page knows stay. */
export const soundState = (state: SharedState): SharedState => ({
  ...state,
  profile: isNewest(state.profile) ? '' : state.profile,
  requests: state.requests.map((row) => ({ ...row, request: soundRequest(row.request) })),
});

function soundRequest(request: SampleRequest): SampleRequest {
  const known = Object.entries(request).filter(([name]) => isSampleField(name));
  const later = Object.entries(request).filter(([name]) => !isSampleField(name));
  return { ...Object.fromEntries(later), ...readSample(Object.fromEntries(known)).request };
}

/** A link names the rules of its day. As long as these are the newest they are what the page takes by itself, for whatever is pasted over the content, too. */
function isNewest(profile: string): boolean {
  const newest = profileTable.find(({ id }) => id === profile.split('@', 1)[0]);
  return newest !== undefined && profileName(newest) === profile;
}
