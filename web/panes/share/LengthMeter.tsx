// How far a link of this length gets: chat programs and servers cut or refuse long ones.

const MARKS = [
  { at: 2000, says: 'Fits everywhere.' },
  { at: 4000, says: 'Too long for a Discord message (2,000).' },
  { at: 8000, says: 'Some chat programs cut links at 4,000.' },
] as const;
const LONGEST = 10_000;

export function LengthMeter({ length }: { readonly length: number }) {
  const says = MARKS.find((mark) => length <= mark.at)?.says ?? 'Many programs cut links this long; the File form is safer.';
  const tone = length <= 2000 ? 'ok' : length <= 8000 ? 'warn' : 'no';
  return (
    <div className="length-meter">
      <div className="length-track" aria-hidden>
        <span className={`length-bar ${tone}`} style={{ width: `${Math.min(100, (length / LONGEST) * 100)}%` }} />
        {MARKS.map(({ at }) => (
          <i key={at} style={{ left: `${(at / LONGEST) * 100}%` }} />
        ))}
      </div>
      <p className="soft">
        {length.toLocaleString('en')} characters. {says}
      </p>
    </div>
  );
}
