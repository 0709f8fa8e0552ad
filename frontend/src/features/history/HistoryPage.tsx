import { Button, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { eventsQuery } from "../../api/events";
import { useStudy } from "../../shared/study";
import { EventList } from "../../shared/ui/EventList";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { texts } from "./texts";

export function HistoryPage() {
  const { slug } = useStudy();
  const events = useInfiniteQuery(eventsQuery(slug));
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Loaded query={events} rows={10}>
        {({ pages }) => (
          <>
            <EventList events={pages.flatMap((page) => page.results)} />
            {events.hasNextPage ? (
              <Button
                variant="default"
                mt="md"
                loading={events.isFetchingNextPage}
                onClick={() => void events.fetchNextPage()}
              >
                {texts.earlier}
              </Button>
            ) : (
              <Text size="sm" c="dimmed" mt="md">
                {texts.end}
              </Text>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
