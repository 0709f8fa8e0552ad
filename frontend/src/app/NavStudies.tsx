import { NavLink as MantineNavLink } from "@mantine/core";
import { NavLink, useLocation } from "react-router";

const PLACES = [
  ["/", "Studies"],
  ["/corpus", "Corpus"],
  ["/imports", "Imports"],
  ["/account", "Account"],
] as const;

export function NavStudies() {
  const { pathname } = useLocation();
  return PLACES.map(([to, label]) => (
    <MantineNavLink
      key={to}
      component={NavLink}
      to={to}
      label={label}
      active={to === "/" ? pathname === "/" : pathname.startsWith(to)}
      variant="light"
    />
  ));
}
