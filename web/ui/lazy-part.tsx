// A part of the page that is fetched when it is first shown. It may not come: no connection, or a server that has another version by
// now. Then the rest of the page goes on, and the part says so in its place and can be asked for again.
import { Component, type ComponentType, createContext, lazy, type ReactNode } from 'react';
import { isMissingCode } from '../../src/base/missing-code.ts';

/** Where a part has no place of its own to say that it did not come, as a dialog: hears it instead. */
export const OnMissingPart = createContext<(() => void) | undefined>(undefined);

/** The component that `load` fetches. Suspends until it is there; a failed fetch is tried again when it is shown again. */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const fetching = () => lazy(async () => ({ default: await load() })) as ComponentType<Props>;
  let Fetched = fetching();
  return class Part extends Component<Props, { readonly error: unknown }> {
    static override contextType = OnMissingPart;
    declare context: React.ContextType<typeof OnMissingPart>;
    override state = { error: undefined };

    static getDerivedStateFromError(error: unknown) {
      return { error };
    }

    override componentDidCatch(error: unknown): void {
      if (!isMissingCode(error)) return;
      Fetched = fetching();
      this.context?.();
    }

    override render(): ReactNode {
      const { error } = this.state;
      if (error === undefined) return <Fetched {...this.props} />;
      if (!isMissingCode(error)) throw error;
      return this.context === undefined && <NotFetched onAgain={() => this.setState({ error: undefined })} />;
    }
  };
}

function NotFetched({ onAgain }: { readonly onAgain: () => void }) {
  return (
    <div className="not-fetched" role="alert">
      <p>This part of the page could not be fetched. Is the connection lost?</p>
      <button type="button" className="outlined" onClick={onAgain}>
        Try again
      </button>
    </div>
  );
}
