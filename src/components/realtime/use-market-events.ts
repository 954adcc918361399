"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { type MarketEvent, marketEvent } from "@/domain/events/market";

export type Connection = "connecting" | "live" | "offline";

type Listeners = {
  onEvent: (event: MarketEvent) => void;
  /** Events may have been missed: reload. */
  onResync: () => void;
};

/**
 * Listens to committed market events while the component is mounted. The client library loads only then.
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
      socket.on("market", receive);
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
