import { QueryErrorResetBoundary } from "@tanstack/react-query";
import { Component, type ReactNode, Suspense } from "react";
import { ApiError } from "../../api/client";
import { ErrorPanel } from "./ErrorPanel";
import { Loading } from "./Loaded";

interface Props {
  /** Lines of the skeleton. */
  rows?: number;
  /** Called when a query of the content has failed. */
  onError?: () => void;
  children: ReactNode;
}

/**
 * Content that reads its data with `useSuspenseQuery`: a skeleton until every query has data, or the error of one
 * with a button to try again. With a `key`, content of another key is never shown while the new one loads.
 */
export function Suspended({ rows, onError, children }: Props) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <QueryErrors reset={reset} onError={onError}>
          <Suspense fallback={<Loading rows={rows} />}>{children}</Suspense>
        </QueryErrors>
      )}
    </QueryErrorResetBoundary>
  );
}

type BoundaryProps = Pick<Props, "onError" | "children"> & { reset: () => void };

class QueryErrors extends Component<BoundaryProps, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidCatch() {
    this.props.onError?.();
  }

  retry = () => {
    this.props.reset();
    this.setState({ error: null });
  };

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!(error instanceof ApiError)) throw error; // a fault of the page, which the route shows
    return <ErrorPanel error={error} retry={this.retry} />;
  }
}
