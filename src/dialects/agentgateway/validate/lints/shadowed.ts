// Matches that nothing reaches: an earlier one by rank takes everything that they fit. As longer paths and more conditions come first, that is a match of the
// same path and conditions, or one after a pattern that fits every path.
import type { Condition } from '../../../../model/model.ts';
import type { Ranked } from '../../lower/rank.ts';
import type { HostBucket } from '../../model.ts';
import { trimSlashes } from '../../run/conditions.ts';
import { bucketIndex } from '../../run/route-index.ts';
import { placeOf, type Reporter } from '../report.ts';
import type { AgwLint } from './lint.ts';
import { allListeners } from './routes.ts';

export const shadowedLint: AgwLint = ({ model, report }) => {
  const tables = [...allListeners(model).flatMap((listener) => listener.routes ?? []), ...model.groups.map((group) => group.table)];
  const said = new Set<string>();
  for (const table of tables) for (const bucket of table.hosts) checkBucket(bucket, report, said);
};

function checkBucket(bucket: HostBucket, report: Reporter, said: Set<string>): void {
  const first = new Map<string, Ranked>();
  let everything: Ranked | undefined;
  for (const pair of bucketIndex(bucket).ranked) {
    const key = keyOf(pair);
    const by = everything ?? first.get(key);
    if (by !== undefined && by.entity !== pair.entity && pair.entity.generated === undefined) {
      const place = `${pair.match.origin.path} ${bucket.name}`;
      if (!said.has(place)) {
        said.add(place);
        report.add(
          'agentgateway/shadowed-route',
          placeOf(pair.match.origin),
          { by: by.entity.name },
          { related: [{ message: 'this one comes first', file: by.match.origin.file, span: by.match.origin.span }] },
        );
      }
    }
    if (by === undefined) first.set(key, pair);
    if (everything === undefined && fitsEverything(pair)) everything = pair;
  }
}

const keyOf = ({ match }: Ranked): string => {
  const { kind, value } = match.path;
  const others = match.conditions.filter((c) => c.on !== 'path').map(conditionKey);
  return JSON.stringify([kind, kind === 'prefix' ? trimSlashes(value) : value, others.sort()]);
};

const conditionKey = ({ on, test, name, value }: Condition): string => JSON.stringify([on, test, name, value]);

const EVERY_PATH = new Set(['.*', '/.*', '^.*$', '^/.*$', '^/.*', '.+']);

const fitsEverything = ({ match }: Ranked): boolean =>
  match.conditions.length === 1 && match.path.kind === 'regex' && EVERY_PATH.has(match.path.value);
