import { Menu, Text, useMantineColorScheme } from "@mantine/core";
import { Link } from "react-router";
import { useSignOut } from "../api/session";
import { AccountButton } from "./AccountButton";

const SCHEMES = { light: "Light colours", dark: "Dark colours", auto: "Colours of the system" };

/** Account, colour scheme, sign out. */
export default function AccountMenu({ name }: { name: string }) {
  const signOut = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={220} withinPortal={false} transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <AccountButton>{name}</AccountButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account">
          Account
        </Menu.Item>
        <Menu.Divider />
        {(Object.keys(SCHEMES) as (keyof typeof SCHEMES)[]).map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => setColorScheme(scheme)}
            rightSection={colorScheme === scheme ? <Text span>✓</Text> : null}
            aria-current={colorScheme === scheme}
          >
            {SCHEMES[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => signOut.mutate()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
