import "./app/colourScheme";
import "./app/styles";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import { createQueryClient, Providers } from "./app/Providers";
import { createRouter } from "./app/router";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const cache = createQueryClient();
createRoot(root).render(
  <StrictMode>
    <Providers cache={cache}>
      <RouterProvider router={createRouter(cache)} />
    </Providers>
  </StrictMode>,
);
