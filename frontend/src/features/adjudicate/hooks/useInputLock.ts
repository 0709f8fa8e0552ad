import { useEffect, useState } from "react";
import { InputLock } from "../state/inputLock";

export function useInputLock(): InputLock {
  const [inputLock] = useState(() => new InputLock());
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const forBrowser = (event.ctrlKey || event.metaKey || event.altKey) && event.key !== "Enter";
      if (forBrowser || inputLock.accepts(performance.now())) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, [inputLock]);
  return inputLock;
}
