import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Django serves index.html as a template and everything below /static/.
export default defineConfig({
  plugins: [react()],
  build: { assetsDir: "static", assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  server: { proxy: { "/api": "http://127.0.0.1:8000" } },
  test: {
    projects: [
      // The functions. A file whose functions need a document names happy-dom in its first line.
      {
        extends: true,
        test: {
          name: "functions",
          include: ["src/**/*.test.ts"],
          environment: "node",
          isolate: false, // the files share their modules, which saves most of the time
          unstubGlobals: true,
        },
      },
      {
        extends: true,
        test: {
          name: "page",
          include: ["src/**/*.test.tsx"],
          environment: "happy-dom",
          isolate: false, // as above; src/test-setup.ts leaves nothing of a file to the next
          setupFiles: "src/test-setup.ts",
          testTimeout: 60_000, // for a busy machine; a test that waits for nothing takes less than a second
        },
      },
    ],
  },
});
