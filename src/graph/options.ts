// How much of a model is drawn.

export interface ProjectOptions {
  /** Most listeners drawn, and clusters that nothing leads to. */
  readonly apart: number;
  /** Most filter chains drawn of one listener, and virtual hosts of one table. */
  readonly branches: number;
  /** Most routes drawn in one virtual host; fewer where there are many virtual hosts. */
  readonly routes: number;
  /** Most endpoints drawn in one cluster; above it they are counted. */
  readonly endpoints: number;
  /** Whether several endpoints are nodes of their own, or rows of their cluster. */
  readonly endpointsAs: 'nodes' | 'rows';
  /** Entities that are drawn in any case: those of the decision, and what is selected. */
  readonly keep: ReadonlySet<string>;
}

export const projectDefaults: ProjectOptions = { apart: 40, branches: 12, routes: 40, endpoints: 6, endpointsAs: 'rows', keep: new Set() };

/** Nothing is cut. */
export const projectWhole: ProjectOptions = {
  apart: Number.POSITIVE_INFINITY,
  branches: Number.POSITIVE_INFINITY,
  routes: Number.POSITIVE_INFINITY,
  endpoints: Number.POSITIVE_INFINITY,
  endpointsAs: 'nodes',
  keep: new Set(),
};
