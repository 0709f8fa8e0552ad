import { NavLink as MantineNavLink } from "@mantine/core";
import { NavLink, useLocation } from "react-router";
import { menuOf } from "./screens";

export function NavStudies() {
  const { pathname } = useLocation();
  return menuOf("site").map(({ path, label }) => (
    <MantineNavLink
      key={path}
      component={NavLink}
      to={path}
      label={label}
      active={path === "/" ? pathname === "/" : pathname.startsWith(path)}
      variant="light"
    />
  ));
}
