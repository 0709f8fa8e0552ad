import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";
import { texts } from "./texts";

// The accent marks the primary action. Contrast: white on shade 6 is 6.6 : 1, shade 4 on the dark ground 5.6 : 1.
const accent: MantineColorsTuple = [
  "#eef4fb",
  "#dbe7f4",
  "#b4cde9",
  "#8ab1dd",
  "#6ba0d8",
  "#3f7cbf",
  "#1f5f9f",
  "#1a5289",
  "#164572",
  "#10365b",
];

const FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';

export const theme = createTheme({
  colors: { accent },
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 6 },
  autoContrast: true,
  fontFamily: FONT,
  headings: { fontFamily: FONT, fontWeight: "650" },
  defaultRadius: "sm",
  respectReducedMotion: true,
  focusRing: "auto",
  components: {
    Anchor: { defaultProps: { underline: "always" } },
    // A <header> in a dialog would be a second banner landmark of the page.
    ModalHeader: { defaultProps: { role: "presentation" } },
    DrawerHeader: { defaultProps: { role: "presentation" } },
    Modal: {
      defaultProps: { transitionProps: { duration: 120 }, closeButtonProps: { "aria-label": texts.close } },
    },
    Drawer: {
      defaultProps: { transitionProps: { duration: 120 }, closeButtonProps: { "aria-label": texts.close } },
    },
    // A menu may not contain Mantine's placeholder element. The first item gets the focus instead.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Table: { defaultProps: { verticalSpacing: 6 } },
  },
});

/** Greys and reds with a contrast of at least 4.5 : 1, which those of Mantine miss for small text. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#565d66",
    "--mantine-color-placeholder": "#6b727b",
    "--mantine-color-error": "#b42318",
    "--rule": "#dfe3e8",
    "--ground-quiet": "#f6f8fa",
    "--done": "#1a7048",
    "--warn": "#8a5300",
    "--warn-ground": "#fff6e0",
  },
  dark: {
    "--mantine-color-dimmed": "#b3b8bf",
    "--mantine-color-placeholder": "#a0a5ac",
    "--mantine-color-error": "#ff9d94",
    "--rule": "#3a3f45",
    "--ground-quiet": "#2a2d31",
    "--done": "#7fd6a8",
    "--warn": "#f2c46d",
    "--warn-ground": "#3a3120",
  },
});
