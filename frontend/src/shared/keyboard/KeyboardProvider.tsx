import { createContext, lazy, type ReactNode, Suspense, use, useEffect, useState } from "react";
import { texts } from "../texts";
import { Shortcuts } from "./registry";

const HelpDialog = lazy(() => import("./HelpDialog"));
const KeyboardContext = createContext<Shortcuts | null>(null);

const isDialogOpen = () => document.querySelector('[role="dialog"][aria-modal="true"]') !== null;

/** The only key listener of the page, and the dialog that lists its shortcuts. */
export function KeyboardProvider({ children }: { children: ReactNode }) {
  const [shortcuts] = useState(() => new Shortcuts());
  const [helping, setHelping] = useState(false);

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      shortcuts.handle(event, isDialogOpen());
    };
    const remove = shortcuts.add(() => [
      {
        keys: "?",
        does: texts.keyboard.help,
        group: texts.keyboard.everywhere,
        run: () => setHelping(true),
      },
    ]);
    window.addEventListener("keydown", listen);
    return () => {
      window.removeEventListener("keydown", listen);
      remove();
    };
  }, [shortcuts]);

  return (
    <KeyboardContext value={shortcuts}>
      {children}
      {helping && (
        <Suspense>
          <HelpDialog shortcuts={shortcuts.all()} onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </KeyboardContext>
  );
}

export function useKeyboard(): Shortcuts {
  const shortcuts = use(KeyboardContext);
  if (!shortcuts) throw new Error("KeyboardProvider is missing.");
  return shortcuts;
}
