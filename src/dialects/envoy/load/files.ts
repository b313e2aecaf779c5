// Files that Envoy reads when it starts. A pasted configuration comes without most of them: what is not given beside it is taken to be
// there and valid, with a warning, but for what every system has.
import { children, has, type Message, originOf, text } from '../schema/message.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';
import { secretsInUse } from './secrets.ts';

const SYSTEM =
  /^\/(?:dev|proc|sys)\/|^\/etc\/(?:ssl|pki|hosts|passwd|resolv\.conf|os-release|hostname|group|services)(?:$|\/(?:certs|tls|java)\/)/;

/** Folders that are there wherever Envoy runs. */
const FOLDERS = new Set([
  '',
  '.',
  '/',
  '/dev',
  '/tmp',
  '/var',
  '/var/log',
  '/var/run',
  '/var/tmp',
  '/etc',
  '/run',
  '/usr',
  '/opt',
  '/srv',
  '/home',
  '/root',
  '/proc/self/fd',
  '/etc/ssl/certs',
]);

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether a path leads to one of the given texts, or to what every system has. */
export function isThere(path: string, x: CheckContext): boolean {
  if (SYSTEM.test(path)) return true;
  return x.configuration.fileNames.some((name) => name === path || nameOf(name) === nameOf(path));
}

/** Only of a whole bootstrap it is known what it is started with. */
const judges = (x: CheckContext): boolean => x.configuration.bootstrap !== undefined && x.configuration.bare === undefined;

export function needFile(path: string, m: Message, field: string, x: CheckContext): void {
  if (path === '' || !judges(x) || isThere(path, x)) return;
  assumed(m, field, `Envoy reads ${path} when it starts. It is not among the files given here, and is taken to be there and valid.`, x);
}

/** Envoy would refuse the configuration where this did not hold; here nobody can know. */
const assumed = (m: Message, field: string, message: string, x: CheckContext): void =>
  x.problems.warn('missing-file', message, originOf(m, field));

/** A file of a secret that nothing uses. */
function isUnusedSecret(x: CheckContext): boolean {
  const secret = x.parents.find((p) => p.type.name.endsWith('.tls.v3.Secret'));
  return secret !== undefined && !secretsInUse(x.configuration).has(text(secret, 'name'));
}

/** Data sources are read at once; secrets when something uses them. */
const dataSource: Check = (m, x) => {
  const [parent] = x.parents;
  if (UNREAD.some((field) => children(parent, field).includes(m))) return;
  const variable = text(m, 'environment_variable');
  if (variable !== '' && judges(x) && !isUnusedSecret(x) && !Object.hasOwn(x.configuration.env, variable))
    x.bad('missing-variable', m, 'environment_variable', `Envoy reads the environment variable ${variable}, which is not given here.`);
  if (has(m, 'filename') && !isUnusedSecret(x) && !READ_LATER.test(x.parents[0]?.type.name ?? ''))
    needFile(text(m, 'filename'), m, 'filename', x);
};

/** In the API, and Envoy does nothing with it. */
const UNREAD = ['signed_certificate_timestamp'];

/** Read when a request comes, or not by validation. */
const READ_LATER = /\.(AsyncDataSource\.Remote|OAuth2|DnsTable|CredentialsFileCredentialProvider|IAMRolesAnywhereCredentialProvider)$/;

/** Sources that validation does not look at. */
const LATER = ['lds_config', 'rds_config_source', 'lrs_server'];

const pathSource: Check = (m, x) => {
  const parents = x.parents;
  const holder = parents[1];
  if (holder !== undefined && LATER.some((f) => holder.fields.get(f)?.value === parents[0])) return;
  if (parents[0]?.type.name.endsWith('.ConfigSource') === true) needFile(text(m, 'path'), m, 'path', x);
};

const logFile: Check = (m, x) => {
  const path = text(m, 'path');
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  if (judges(x) && !FOLDERS.has(folder) && !SYSTEM.test(path))
    assumed(m, 'path', `Envoy opens ${path} when it starts; the folder ${folder} must be there.`, x);
};

const files =
  (...fields: readonly string[]): Check =>
  (m, x) => {
    for (const field of fields) if (has(m, field)) needFile(text(m, field), m, field, x);
  };

/** The folder that holds the link is watched; the link itself may come later. */
const diskLayer: Check = (m, x) => {
  const root = text(m, 'symlink_root');
  const folder = root.slice(0, Math.max(0, root.lastIndexOf('/')));
  if (root === '') x.bad('missing-file', m, undefined, 'A layer on disk needs symlink_root: an empty path cannot be watched.');
  else if (judges(x) && !FOLDERS.has(folder)) assumed(m, 'symlink_root', `Envoy watches ${folder}, which must be there when it starts.`, x);
};

export const fileChecks: CheckTable = {
  'envoy.config.core.v3.DataSource': dataSource,
  'envoy.config.core.v3.PathConfigSource': pathSource,
  'envoy.config.core.v3.ConfigSource': (m, x) => {
    if (has(m, 'path') && !LATER.some((f) => x.parents[0]?.fields.get(f)?.value === m)) needFile(text(m, 'path'), m, 'path', x);
  },
  'envoy.config.bootstrap.v3.RuntimeLayer.DiskLayer': diskLayer,
  'envoy.extensions.access_loggers.file.v3.FileAccessLog': logFile,
  'envoy.extensions.geoip_providers.maxmind.v3.MaxMindConfig': files(
    'city_db_path',
    'isp_db_path',
    'asn_db_path',
    'anon_db_path',
    'country_db_path',
  ),
  'envoy.extensions.filters.http.grpc_json_transcoder.v3.GrpcJsonTranscoder': files('proto_descriptor'),
};
