// The page's last resort: our failure while drawing is shown with a report to copy, and a way on. What was typed is in the drafts.
import { Component, type ReactNode } from 'react';
import { buildLabel } from '../../src/base/build.ts';

interface Props {
  readonly children: ReactNode;
}

interface Failure {
  readonly error: Error | undefined;
}

export class ErrorBoundary extends Component<Props, Failure> {
  override state: Failure = { error: undefined };

  static getDerivedStateFromError(error: Error): Failure {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    const report = `Gateglass ${buildLabel()}\n${error.stack ?? error.message}`;
    return (
      <main className="crash" role="alert">
        <h1>Gateglass failed here</h1>
        <p>This is our fault. What you typed is kept as a draft in this browser.</p>
        <pre>{report}</pre>
        <div className="row">
          <button type="button" className="primary" onClick={() => location.reload()}>
            Load the page again
          </button>
          <button type="button" className="outlined" onClick={() => void navigator.clipboard.writeText(report)}>
            Copy the report
          </button>
        </div>
      </main>
    );
  }
}
