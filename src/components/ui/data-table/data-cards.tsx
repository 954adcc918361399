"use client";

import { Fragment, type ReactNode } from "react";
import { Card } from "../card";
import { classNames } from "../class-names";
import { NamedFigure } from "../named-figure";
import type { CardSlot, DataColumn, RowAttributes } from "./column";

export type CardLook<Row> = {
  /** 3 where the list stands under a heading of its own. */
  headingLevel?: 2 | 3;
  /** Classes of the frame of figures: how many stand side by side. */
  figures?: string;
  /** The name stands before its figure instead of over it. */
  isBeside?: boolean;
  /** Between the title and the figures. */
  lead?: (row: Row) => ReactNode;
  /** At the end, after what the columns say. */
  end?: (row: Row) => ReactNode;
};

type DataCardsProps<Row> = CardLook<Row> & {
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  rowAttributes?: (row: Row) => RowAttributes;
  className?: string;
};

/** The list of a narrow screen: one card a row. */
export function DataCards<Row>({
  columns,
  rows,
  rowId,
  rowAttributes,
  className,
  ...look
}: DataCardsProps<Row>) {
  // A subtitle belongs to what follows it; without one the card is looser.
  const gap = columns.some(({ card }) => card?.slot === "subtitle") ? "gap-2" : "gap-3";
  return (
    <ul className={classNames("grid gap-3", className)}>
      {rows.map((row) => (
        <li key={rowId(row)} {...rowAttributes?.(row)}>
          <Card className={classNames("flex h-full flex-col p-4", gap)}>
            <CardBody columns={columns} row={row} {...look} />
          </Card>
        </li>
      ))}
    </ul>
  );
}

type CardBodyProps<Row> = CardLook<Row> & { columns: readonly DataColumn<Row>[]; row: Row };

/** One row as a card, each column where it says that it stands. */
export function CardBody<Row>({ columns, row, lead, end, ...look }: CardBodyProps<Row>) {
  const piecesOf = (...slots: CardSlot[]) => piecesIn(columns, row, slots);
  const [title, aside, tags] = [piecesOf("title"), piecesOf("aside"), piecesOf("tag")];
  const [subtitle, figures, footer] = [piecesOf("subtitle"), piecesOf("key", "fact"), piecesOf("footer")];
  const Heading = look.headingLevel === 3 ? "h3" : "h2";
  return (
    <>
      <div
        className={classNames(
          "flex justify-between gap-3",
          subtitle.length > 0 ? "items-start" : "flex-wrap items-center",
        )}
      >
        <div className="min-w-0">
          <Heading className="text-14">{bare(title)}</Heading>
          {subtitle.length > 0 && (
            <p className="text-12 text-muted">
              {subtitle.map(({ id, content }, place) => (
                <Fragment key={id}>
                  {place > 0 && " · "}
                  {content}
                </Fragment>
              ))}
            </p>
          )}
        </div>
        {aside.length > 0 && <div className="shrink-0 text-right">{bare(aside)}</div>}
      </div>
      {tags.length > 0 && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-muted">{bare(tags)}</p>
      )}
      {lead?.(row)}
      {figures.length > 0 && <Figures pieces={figures} {...look} />}
      {bare(footer)}
      {end?.(row)}
    </>
  );
}

type Piece = { id: string; slot: CardSlot; heading: string; isNumber: boolean; content: ReactNode };

function Figures({
  pieces,
  figures = "grid-cols-2 gap-x-4",
  isBeside = false,
}: CardLook<never> & { pieces: Piece[] }) {
  return (
    <dl className={classNames("grid gap-y-1.5 text-13", figures)}>
      {pieces.map(({ id, slot, heading, isNumber, content }) =>
        isBeside ? (
          <div key={id} className="flex items-baseline justify-between gap-2">
            <dt className="text-12 text-faint">{heading}</dt>
            <dd className="shrink-0 whitespace-nowrap">{content}</dd>
          </div>
        ) : (
          <NamedFigure key={id} name={heading} isNumber={isNumber}>
            {slot === "key" ? <span className="text-16">{content}</span> : content}
          </NamedFigure>
        ),
      )}
    </dl>
  );
}

function piecesIn<Row>(columns: readonly DataColumn<Row>[], row: Row, slots: readonly CardSlot[]): Piece[] {
  return columns.flatMap(({ id, heading, isNumber = false, cell, card }) => {
    if (!card || !slots.includes(card.slot)) return [];
    const content = (card.cell ?? cell)(row);
    if (content === null || content === undefined) return [];
    return [{ id, slot: card.slot, heading: card.heading ?? heading, isNumber, content }];
  });
}

function bare(pieces: readonly Piece[]): ReactNode {
  return pieces.map(({ id, content }) => <Fragment key={id}>{content}</Fragment>);
}
