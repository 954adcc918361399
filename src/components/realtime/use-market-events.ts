"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { type MarketEvent, marketEvent } from "@/domain/events/market";

/** "polling": without a live connection, the page reads again every {@link POLL_EVERY_MS}. */
export type Connection = "connecting" | "live" | "polling";

/** Named in the texts of the connection. */
export const POLL_EVERY_MS = 30_000;
const CONNECT_WITHIN_MS = 5000;

type Listeners = {
  onEvent: (event: MarketEvent) => void;
  /** Events may have been missed: reload. Called every {@link POLL_EVERY_MS} while there is no live connection. */
  onResync: () => void;
};

/**
 * Listens to committed market events while the component is mounted; where websockets do not pass, asks it to reload now and then
 * instead. The client library loads only then.
 *
 * @returns the state of the connection, for display.
 */
export function useMarketEvents({ onEvent, onResync }: Listeners): Connection {
  const [connection, setConnection] = useState<Connection>("connecting");
  const receive = useEffectEvent((payload: unknown) => {
    const event = marketEvent.safeParse(payload);
    if (event.success) onEvent(event.data);
  });
  const resync = useEffectEvent(onResync);

  useEffect(() => {
    let close = () => {};
    let isGone = false;
    void import("socket.io-client").then(({ io }) => {
      if (isGone) return;
      let hasMissed = false;
      const socket = io({
        path: "/ws",
        transports: ["websocket"],
        // A proxy that opens a connection and closes it at once is noticed by this time-out alone.
        timeout: CONNECT_WITHIN_MS,
        reconnectionDelay: 1000,
        reconnectionDelayMax: 30_000,
        randomizationFactor: 0.5,
      });
      const onLoss = () => {
        hasMissed = true;
        setConnection("polling");
      };
      socket.on("connect", () => {
        setConnection("live");
        if (hasMissed) resync();
        hasMissed = false;
      });
      socket.on("disconnect", onLoss);
      socket.on("connect_error", onLoss);
      socket.on("market", receive);
      socket.on("market.resync", () => resync());
      close = () => void socket.close();
    });
    return () => {
      isGone = true;
      close();
    };
  }, []);

  useEffect(() => (connection === "polling" ? pollWhileSeen(() => resync()) : undefined), [connection]);
  return connection;
}

/** Calls every {@link POLL_EVERY_MS} while the page is in sight, and at once when it comes back into sight after longer. */
function pollWhileSeen(poll: () => void): () => void {
  let polledAtMs = performance.now();
  function pollIfDue(): void {
    if (document.hidden || performance.now() - polledAtMs < POLL_EVERY_MS - 1000) return;
    polledAtMs = performance.now();
    poll();
  }
  const timer = setInterval(pollIfDue, POLL_EVERY_MS);
  document.addEventListener("visibilitychange", pollIfDue);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", pollIfDue);
  };
}
