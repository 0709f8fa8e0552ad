import { Button, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { eventsQuery } from "../../api/events";
import { useStudy } from "../../shared/study";
import { EventList } from "../../shared/ui/EventList";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";

export function HistoryPage() {
  const { slug } = useStudy();
  const events = useInfiniteQuery(eventsQuery(slug));
  return (
    <Page
      title="History"
      lead="Everything that was done in this study, newest first. Each line is chained to the one before it by a hash, so none can be changed or taken out unseen."
    >
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
                Show earlier
              </Button>
            ) : (
              <Text size="sm" c="dimmed" mt="md">
                This is where the study began.
              </Text>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
