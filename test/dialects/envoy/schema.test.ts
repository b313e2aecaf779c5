// The schema table's reader on a table of our own, and the versions.
import { describe, expect, it } from 'vitest';
import { descriptorOf } from '../../../src/dialects/envoy/schema/descriptor.ts';
import { TABLE } from '../../../src/dialects/envoy/schema/envoy-1.40.ts';
import { categoriesOf, typesOfCategories } from '../../../src/dialects/envoy/schema/points.ts';
import { deprecatedIn, isOlder, removedIn, sinceOf } from '../../../src/dialects/envoy/schema/versions.ts';

const OWN = `Ma.v1.Shop +kind
name s {"minLen":1}
open_hours m@Duration
clerks *m^Clerk
by_shelf %sm.Shelf
size e.Size
book m@UInt32Value |kind
paper y |kind !1.2
old b !!
Ma.v1.Shop.Clerk -
age u {"gte":14,"lt":100}
Ma.v1.Shelf
far mb.v2.Thing
Ea.v1.Size
SMALL 0
LARGE 1 !
HUGE 2 !!
Xenvoy.shops
corner a.v1.Shop ~v3.Thing
plain`;

describe('the table', () => {
  const schema = descriptorOf(OWN);
  const shop = schema.message('a.v1.Shop');
  const field = (name: string) => shop?.byName.get(name);

  it('reads messages with their marks', () => {
    expect(shop?.shortName).toBe('Shop');
    expect(shop?.requiredOneofs).toEqual(['kind']);
    expect(shop?.checked).toBe(true);
    expect(schema.message('a.v1.Shop.Clerk')?.checked).toBe(false);
    expect(schema.message('a.v1.Nobody')).toBeUndefined();
    expect(schema.message('constructor')).toBeUndefined();
    expect(schema.messageNames()).toEqual(['a.v1.Shop', 'a.v1.Shop.Clerk', 'a.v1.Shelf']);
  });

  it('reads fields by both spellings, with types seen from the message', () => {
    expect(field('openHours')).toBe(field('open_hours'));
    expect(field('name')).toMatchObject({ kind: 'scalar', scalar: 'string', list: false, rules: { minLen: 1 } });
    expect(field('open_hours')).toMatchObject({ kind: 'message', typeName: 'google.protobuf.Duration' });
    expect(field('clerks')).toMatchObject({ kind: 'message', typeName: 'a.v1.Shop.Clerk', list: true });
    expect(field('by_shelf')).toMatchObject({ kind: 'message', typeName: 'a.v1.Shelf', mapKey: 'string' });
    expect(field('size')).toMatchObject({ kind: 'enum', typeName: 'a.v1.Size' });
    expect(field('book')).toMatchObject({ kind: 'scalar', scalar: 'uint32', wrapper: true, oneof: 'kind' });
    expect(field('paper')).toMatchObject({ scalar: 'bytes', oneof: 'kind', deprecated: { version: '1.2', refused: false } });
    expect(field('old')).toMatchObject({ scalar: 'bool', deprecated: { version: '', refused: true } });
    expect(schema.message('a.v1.Shelf')?.byName.get('far')?.typeName).toBe('b.v2.Thing');
    expect(schema.message('a.v1.Shop.Clerk')?.byName.get('age')?.rules).toEqual({ gte: 14, lt: 100 });
  });

  it('reads enums and extensions', () => {
    const size = schema.enumeration('a.v1.Size');
    expect(size?.values.map((v) => [v.name, v.number, v.deprecated, v.refused])).toEqual([
      ['SMALL', 0, false, false],
      ['LARGE', 1, true, false],
      ['HUGE', 2, true, true],
    ]);
    expect(schema.extensions).toEqual([
      { category: 'envoy.shops', name: 'corner', types: ['a.v1.Shop', 'envoy.v3.Thing'] },
      { category: 'envoy.shops', name: 'plain', types: [] },
    ]);
    expect(schema.extensionsOfType('envoy.v3.Thing').map((e) => e.name)).toEqual(['corner']);
  });
});

describe('the tables of Envoy', () => {
  const schema = descriptorOf(TABLE);

  it('name types that exist', () => {
    const missing = new Set<string>();
    for (const name of schema.messageNames())
      for (const { kind, typeName } of schema.message(name)?.fields ?? []) {
        if (typeName === undefined || typeName.startsWith('google.protobuf.')) continue;
        if ((kind === 'enum' ? schema.enumeration(typeName) : schema.message(typeName)) === undefined) missing.add(typeName);
      }
    expect([...missing]).toEqual([]);
  });

  it('know the extension points that the schema has', () => {
    expect(typesOfCategories(schema, ['envoy.path.match'])).toEqual(['envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig']);
    expect(categoriesOf('envoy.config.route.v3.RouteMatch', 'path_match_policy')).toEqual(['envoy.path.match']);
    expect(categoriesOf('envoy.config.route.v3.RouteMatch', 'prefix')).toBeUndefined();
    expect(categoriesOf('__proto__', 'toString')).toBeUndefined();
    const holders = ['google.protobuf.Any', 'envoy.config.core.v3.TypedExtensionConfig', 'xds.core.v3.TypedExtensionConfig'];
    const known = schema
      .messageNames()
      .flatMap((m) =>
        (schema.message(m)?.fields ?? [])
          .filter((f) => categoriesOf(m, f.name) !== undefined && !holders.includes(f.typeName ?? ''))
          .map((f) => `${m}.${f.name}`),
      );
    expect(known).toEqual([]);
  });

  it('say since when', () => {
    expect(sinceOf('envoy.config.route.v3.RouteAction.path_rewrite')).toBe('1.37');
    expect(sinceOf('envoy.config.route.v3.RouteAction.cluster')).toBeUndefined();
    // what a new message contains is as old as the message
    expect(sinceOf('envoy.config.cluster.v3.Cluster.QueuingPolicies.pending_rq_policy')).toBe('1.40');
    expect(removedIn('envoy.config.listener.v3.ListenerManager')).toBe('1.39');
    expect(deprecatedIn('envoy.extensions.access_loggers.stats.v3.Config.stat_prefix')).toBe('1.39');
    expect([isOlder('1.9', '1.36'), isOlder('1.40', '1.40'), isOlder('2.0', '1.40')]).toEqual([true, false, false]);
  });
});
