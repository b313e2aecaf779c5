// What reading a text with references to the environment takes, to load at once.
export { expandEnvironment } from './expand.ts';
export { placeWritten } from './position-map.ts';
