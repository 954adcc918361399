"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { type MarketEvent, marketEvent } from "@/domain/events/market";

export type Connection = "connecting" | "live" | "offline";

type Listeners = {
  onEvent: (event: MarketEvent) => void;
  /** Something was said while nobody heard it: read again. */
  onResync: () => void;
};

/**
 * Hears committed market events while the component is on the page. The client library is loaded only then.
 *
 * @returns the state of the connection, to be shown.
 */
export function useMarketEvents({ onEvent, onResync }: Listeners): Connection {
  const [connection, setConnection] = useState<Connection>("connecting");
  const hear = useEffectEvent((payload: unknown) => {
    const event = marketEvent.safeParse(payload);
    if (event.success) onEvent(event.data);
  });
  const resync = useEffectEvent(onResync);

  useEffect(() => {
    let close = () => {};
    let isGone = false;
    void import("socket.io-client").then(({ io }) => {
      if (isGone) return;
      let wasLive = false;
      const socket = io({
        path: "/ws",
        transports: ["websocket"],
        reconnectionDelay: 1000,
        reconnectionDelayMax: 30_000,
        randomizationFactor: 0.5,
      });
      socket.on("connect", () => {
        setConnection("live");
        if (wasLive) resync();
        wasLive = true;
      });
      socket.on("disconnect", () => setConnection("offline"));
      socket.on("connect_error", () => setConnection("offline"));
      socket.on("market", hear);
      socket.on("market.resync", () => resync());
      close = () => void socket.close();
    });
    return () => {
      isGone = true;
      close();
    };
  }, []);

  return connection;
}
