// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "../../../api/client";
import { type CodingDraft, EMPTY_DRAFT } from "./draft";
import { DraftSaver, RETRY_DELAY, SAVE_DELAY } from "./draftSaver";
import type { StoredDraft } from "./localDrafts";

const memo = (text: string): CodingDraft => ({ ...EMPTY_DRAFT, memo: text });

/** A server that counts revisions, and can be cut off or hold another draft. */
function setUp(revision = 0) {
  const server = { revision, draft: null as CodingDraft | null, down: 0, writes: [] as string[] };
  const local = { stored: null as StoredDraft | null, works: true };
  const saver = new DraftSaver(revision, {
    put: async (draft, basedOn) => {
      await Promise.resolve();
      if (server.down) throw new ApiError(server.down === 1 ? 0 : server.down, "x", "The server failed.");
      if (basedOn !== server.revision) {
        const current = { revision: server.revision, draft: server.draft };
        throw new ApiError(412, "stale_write", "Changed in another window.", {}, { current });
      }
      server.writes.push(draft.memo);
      server.draft = draft;
      server.revision += 1;
      return { revision: server.revision };
    },
    storeLocally: (stored) => {
      if (local.works) local.stored = stored;
      return local.works;
    },
    removeLocally: () => {
      local.stored = null;
    },
    now: () => 1234,
  });
  return { server, local, saver };
}

describe("DraftSaver", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("writes once after the last of several changes, and stores them locally until then", async () => {
    const { server, local, saver } = setUp();
    for (const text of ["w", "wh", "why"]) {
      saver.change(memo(text));
      await vi.advanceTimersByTimeAsync(SAVE_DELAY / 2);
    }
    expect(server.writes).toEqual([]);
    expect(local.stored).toEqual({ draft: memo("why"), revision: 0 });
    expect(saver.state).toEqual({ phase: "saving" });
    await vi.advanceTimersByTimeAsync(SAVE_DELAY);
    expect(server.writes).toEqual(["why"]);
    expect(saver.state).toEqual({ phase: "saved", at: 1234 });
    expect([local.stored, saver.clean, saver.revision]).toEqual([null, true, 1]);
  });

  it("bases each write on the previous one", async () => {
    const { server, saver } = setUp(7);
    saver.change(memo("one"));
    await vi.advanceTimersByTimeAsync(SAVE_DELAY);
    saver.change(memo("two"));
    await saver.flush();
    expect([server.writes, saver.revision]).toEqual([["one", "two"], 9]);
  });

  it("writes changes that were made during a write", async () => {
    const { server, local, saver } = setUp();
    saver.change(memo("one"));
    const first = saver.flush();
    saver.change(memo("two"));
    await first;
    expect(saver.clean).toBe(false);
    expect(local.stored?.draft.memo).toBe("two");
    await vi.advanceTimersByTimeAsync(SAVE_DELAY);
    expect(server.writes).toEqual(["one", "two"]);
    expect(saver.clean).toBe(true);
  });

  it("reports that it is offline, stores the draft locally, and sends it when the network is back", async () => {
    const { server, local, saver } = setUp();
    server.down = 1;
    saver.change(memo("kept"));
    await vi.advanceTimersByTimeAsync(SAVE_DELAY);
    expect(saver.state).toEqual({ phase: "unreachable", stored: true, offline: true });
    saver.change(memo("kept and more"));
    expect(saver.state.phase).toBe("unreachable");
    expect(local.stored?.draft.memo).toBe("kept and more");
    server.down = 0;
    await vi.advanceTimersByTimeAsync(RETRY_DELAY);
    expect(server.writes).toEqual(["kept and more"]);
    expect(saver.state.phase).toBe("saved");
  });

  it("distinguishes a failing server from a lost network, and reports that nothing is stored", async () => {
    const { server, local, saver } = setUp();
    server.down = 503;
    local.works = false;
    saver.change(memo("x"));
    await saver.flush();
    expect(saver.state).toEqual({ phase: "unreachable", stored: false, offline: false });
  });

  it("reports both drafts after a stale write and overwrites neither", async () => {
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
    await vi.advanceTimersByTimeAsync(RETRY_DELAY);
    expect(server.writes).toEqual([]);
  });

  it("overwrites the stored draft when the local one is chosen", async () => {
    const { server, saver } = setUp();
    Object.assign(server, { revision: 3, draft: memo("theirs") });
    saver.change(memo("mine"));
    await saver.flush();
    await saver.keepMine();
    expect([server.writes, saver.revision, saver.state.phase]).toEqual([["mine"], 4, "saved"]);
  });

  it("returns the stored draft when it is chosen, and removes the local one", async () => {
    const { server, local, saver } = setUp();
    Object.assign(server, { revision: 3, draft: memo("theirs") });
    saver.change(memo("mine"));
    await saver.flush();
    expect(saver.takeTheirs()).toEqual(memo("theirs"));
    expect([saver.revision, saver.state.phase, local.stored]).toEqual([3, "idle", null]);
  });

  it("reports no conflict after a write whose response was lost", async () => {
    const { server, saver } = setUp();
    Object.assign(server, { revision: 1, draft: memo("mine") });
    saver.change(memo("mine"));
    await saver.flush();
    expect([saver.state.phase, saver.revision]).toEqual(["idle", 1]);
  });

  it("reports the refusal of the server", async () => {
    const saver = new DraftSaver(0, {
      put: () => Promise.reject(new ApiError(409, "round_state", "Round 1 is closed.")),
      storeLocally: () => true,
      removeLocally: () => {},
    });
    saver.change(memo("late"));
    await saver.flush();
    expect(saver.state).toEqual({ phase: "refused", detail: "Round 1 is closed." });
  });

  it("writes once more when the unit is left, then never", async () => {
    const { server, local, saver } = setUp();
    server.down = 1;
    saver.change(memo("x"));
    saver.leave();
    await vi.advanceTimersByTimeAsync(0);
    server.down = 0;
    await vi.advanceTimersByTimeAsync(RETRY_DELAY * 2);
    expect([server.writes, local.stored?.draft.memo]).toEqual([[], "x"]);
  });

  it("waits for the write in progress before it sends the next change", async () => {
    let inProgress = 0;
    let most = 0;
    const revisions: number[] = [];
    const saver = new DraftSaver(0, {
      put: async (_, revision) => {
        revisions.push(revision);
        inProgress += 1;
        most = Math.max(most, inProgress);
        await new Promise((resolve) => setTimeout(resolve, 100));
        inProgress -= 1;
        return { revision: revision + 1 };
      },
      storeLocally: () => true,
      removeLocally: () => {},
    });
    saver.change(memo("first"));
    const first = saver.flush();
    saver.change(memo("second"));
    const second = saver.flush();
    await vi.advanceTimersByTimeAsync(300);
    await Promise.all([first, second]);
    expect([most, revisions]).toEqual([1, [0, 1]]);
  });

  it("has one write in progress at a time", async () => {
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

  it("writes nothing after it ended", async () => {
    const { server, saver } = setUp();
    saver.change(memo("x"));
    saver.end();
    await vi.advanceTimersByTimeAsync(RETRY_DELAY);
    expect(server.writes).toEqual([]);
  });
});
