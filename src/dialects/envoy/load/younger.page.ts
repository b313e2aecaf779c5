// What an older Envoy does not know.
import type { ConfigPages } from '../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'envoy/younger': {
    means: 'The setting is younger than the Envoy that this document is for.',
    why: 'A comment at the top or the node of a dump names the version. That version does not know the setting, and refuses it or passes over it.',
    source: 'Envoy 1.36 to 1.40, their protos',
    wrong: `# envoy 1.38
enable_worker_cpu_affinity: true
static_resources: {}`,
    right: `# envoy 1.39
enable_worker_cpu_affinity: true
static_resources: {}`,
  },
};
