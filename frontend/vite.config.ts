import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Django serves index.html as a template and everything below /static/.
export default defineConfig({
  plugins: [react()],
  build: { assetsDir: "static", assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  server: { proxy: { "/api": "http://127.0.0.1:8000" } },
  // A busy machine is slow; a test that waits for nothing takes less than a second.
  test: { environment: "happy-dom", setupFiles: "src/test-setup.ts", testTimeout: 60_000 },
});
