import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "../../../api/client";
import { type Answer, NO_ANSWER } from "./draft";
import { AGAIN, DraftSaver, WAIT } from "./draftSaver";
import type { Kept } from "./localDrafts";

const memo = (text: string): Answer => ({ ...NO_ANSWER, memo: text });

/** A server that counts revisions, and can be cut off or hold another draft. */
function setUp(revision = 0) {
  const server = { revision, draft: null as Answer | null, down: 0, writes: [] as string[] };
  const shelf = { kept: null as Kept | null, works: true };
  const saver = new DraftSaver(revision, {
    put: async (answer, basedOn) => {
      await Promise.resolve();
      if (server.down) throw new ApiError(server.down === 1 ? 0 : server.down, "x", "The server failed.");
      if (basedOn !== server.revision) {
        const current = { revision: server.revision, draft: server.draft };
        throw new ApiError(412, "stale_write", "Changed in another window.", {}, { current });
      }
      server.writes.push(answer.memo);
      server.draft = answer;
      server.revision += 1;
      return { revision: server.revision };
    },
    keep: (kept) => {
      if (shelf.works) shelf.kept = kept;
      return shelf.works;
    },
    forget: () => {
      shelf.kept = null;
    },
    now: () => 1234,
  });
  return { server, shelf, saver };
}

describe("DraftSaver", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("writes once after the last of several changes, and keeps them here until then", async () => {
    const { server, shelf, saver } = setUp();
    for (const text of ["w", "wh", "why"]) {
      saver.change(memo(text));
      await vi.advanceTimersByTimeAsync(WAIT / 2);
    }
    expect(server.writes).toEqual([]);
    expect(shelf.kept).toEqual({ answer: memo("why"), revision: 0 });
    expect(saver.state).toEqual({ phase: "saving" });
    await vi.advanceTimersByTimeAsync(WAIT);
    expect(server.writes).toEqual(["why"]);
    expect(saver.state).toEqual({ phase: "saved", at: 1234 });
    expect([shelf.kept, saver.clean, saver.revision]).toEqual([null, true, 1]);
  });

  it("bases each write on the one before", async () => {
    const { server, saver } = setUp(7);
    saver.change(memo("one"));
    await vi.advanceTimersByTimeAsync(WAIT);
    saver.change(memo("two"));
    await saver.flush();
    expect([server.writes, saver.revision]).toEqual([["one", "two"], 9]);
  });

  it("writes again what was changed while a write was under way", async () => {
    const { server, shelf, saver } = setUp();
    saver.change(memo("one"));
    const first = saver.flush();
    saver.change(memo("two"));
    await first;
    expect(saver.clean).toBe(false);
    expect(shelf.kept?.answer.memo).toBe("two");
    await vi.advanceTimersByTimeAsync(WAIT);
    expect(server.writes).toEqual(["one", "two"]);
    expect(saver.clean).toBe(true);
  });

  it("says that it is offline, keeps the words here, and sends them when the network is back", async () => {
    const { server, shelf, saver } = setUp();
    server.down = 1;
    saver.change(memo("kept"));
    await vi.advanceTimersByTimeAsync(WAIT);
    expect(saver.state).toEqual({ phase: "away", kept: true, offline: true });
    saver.change(memo("kept and more"));
    expect(saver.state.phase).toBe("away");
    expect(shelf.kept?.answer.memo).toBe("kept and more");
    server.down = 0;
    await vi.advanceTimersByTimeAsync(AGAIN);
    expect(server.writes).toEqual(["kept and more"]);
    expect(saver.state.phase).toBe("saved");
  });

  it("tells a failing server from a lost network, and admits when nothing can be kept", async () => {
    const { server, shelf, saver } = setUp();
    server.down = 503;
    shelf.works = false;
    saver.change(memo("x"));
    await saver.flush();
    expect(saver.state).toEqual({ phase: "away", kept: false, offline: false });
  });

  it("shows both answers after a stale write and overwrites neither", async () => {
    const { server, saver } = setUp();
    Object.assign(server, { revision: 3, draft: memo("theirs") });
    saver.change(memo("mine"));
    await saver.flush();
    expect(saver.state).toEqual({
      phase: "conflict",
      mine: memo("mine"),
      theirs: memo("theirs"),
      revision: 3,
    });
    saver.change(memo("mine, longer"));
    await vi.advanceTimersByTimeAsync(AGAIN);
    expect(server.writes).toEqual([]);
  });

  it("writes mine on top when I choose it", async () => {
    const { server, saver } = setUp();
    Object.assign(server, { revision: 3, draft: memo("theirs") });
    saver.change(memo("mine"));
    await saver.flush();
    await saver.keepMine();
    expect([server.writes, saver.revision, saver.state.phase]).toEqual([["mine"], 4, "saved"]);
  });

  it("takes theirs when I choose it, and forgets mine", async () => {
    const { server, shelf, saver } = setUp();
    Object.assign(server, { revision: 3, draft: memo("theirs") });
    saver.change(memo("mine"));
    await saver.flush();
    expect(saver.takeTheirs()).toEqual(memo("theirs"));
    expect([saver.revision, saver.state.phase, shelf.kept]).toEqual([3, "quiet", null]);
  });

  it("sees no conflict in its own write whose answer was lost", async () => {
    const { server, saver } = setUp();
    Object.assign(server, { revision: 1, draft: memo("mine") });
    saver.change(memo("mine"));
    await saver.flush();
    expect([saver.state.phase, saver.revision]).toEqual(["quiet", 1]);
  });

  it("shows the server's sentence when the round does not take drafts any more", async () => {
    const saver = new DraftSaver(0, {
      put: () => Promise.reject(new ApiError(409, "round_state", "Round 1 is closed.")),
      keep: () => true,
      forget: () => {},
    });
    saver.change(memo("late"));
    await saver.flush();
    expect(saver.state).toEqual({ phase: "refused", detail: "Round 1 is closed." });
  });

  it("writes once more when the unit is left, and then no more", async () => {
    const { server, shelf, saver } = setUp();
    server.down = 1;
    saver.change(memo("x"));
    saver.leave();
    await vi.advanceTimersByTimeAsync(0);
    server.down = 0;
    await vi.advanceTimersByTimeAsync(AGAIN * 2);
    expect([server.writes, shelf.kept?.answer.memo]).toEqual([[], "x"]);
  });

  it("writes one at a time, whoever asks", async () => {
    const { server, saver } = setUp();
    saver.change(memo("x"));
    await Promise.all([saver.flush(), saver.flush(), saver.flush()]);
    expect([server.writes, saver.revision]).toEqual([["x"], 1]);
  });

  it("waits for the write under way before it writes what changed since", async () => {
    const { server, saver } = setUp();
    saver.change(memo("one"));
    const first = saver.flush();
    saver.change(memo("two"));
    await Promise.all([first, saver.flush()]);
    expect(server.writes).toEqual(["one", "two"]);
    expect([saver.state.phase, saver.revision]).toEqual(["saved", 2]);
  });

  it("writes nothing after its end", async () => {
    const { server, saver } = setUp();
    saver.change(memo("x"));
    saver.end();
    await vi.advanceTimersByTimeAsync(AGAIN);
    expect(server.writes).toEqual([]);
  });
});
