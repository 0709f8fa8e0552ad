import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Django serves index.html as a template and everything below /static/.
export default defineConfig({
  plugins: [react()],
  build: { assetsDir: "static", assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  server: { proxy: { "/api": "http://127.0.0.1:8000" } },
  test: { environment: "happy-dom", setupFiles: "src/test-setup.ts" },
});
