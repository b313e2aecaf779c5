// The mark: a lens with the beam through it.
export function Brand() {
  return (
    <h1 className="brand">
      <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
        <circle cx="9" cy="9" r="7.2" className="lens" />
        <path d="M1 12.5 L7 9 L17 9" className="ray" />
      </svg>
      Gateglass
    </h1>
  );
}
