import { Menu, Text, useMantineColorScheme } from "@mantine/core";
import { Link } from "react-router";
import { useSignOut } from "../api/session";
import { AccountButton } from "./AccountButton";
import { texts } from "./texts";

const SCHEMES = ["light", "dark", "auto"] as const;

/** The menu of the user: account, colour scheme, sign out. */
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
          {texts.account.account}
        </Menu.Item>
        <Menu.Divider />
        {SCHEMES.map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => setColorScheme(scheme)}
            rightSection={colorScheme === scheme ? <Text span>✓</Text> : null}
            aria-current={colorScheme === scheme}
          >
            {texts.account[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => signOut.mutate()}>{texts.account.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
