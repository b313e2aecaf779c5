// A value that is worked out when somebody first asks.
//
//   const routes = later(() => readRoutes(table));   // nothing is read yet
//   return { name, get routes() { return routes(); } };

export function later<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
