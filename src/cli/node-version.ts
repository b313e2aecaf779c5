/** Whether a version of Node is too old to run the program: `engines` of package.json, which nothing else enforces. */
export function isOldNode(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 20 || (major === 20 && minor < 19);
}
