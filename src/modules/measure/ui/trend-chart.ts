// Draws months as columns with ECharts: the few parts of it that a bar needs, colours from the theme, no tooltips and nothing that moves.
import { BarChart, type BarSeriesOption } from 'echarts/charts';
import { GridComponent, type GridComponentOption } from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, SVGRenderer]);

type Option = ComposeOption<BarSeriesOption | GridComponentOption>;

export interface Drawn {
  draw(months: readonly string[], shares: readonly (number | null)[]): void;
  stop(): void;
}

/** A colour of the theme as it is written in the style sheet; the drawing is made anew when the theme changes. */
const colour = (place: Element, name: string): string => getComputedStyle(place).getPropertyValue(name).trim();

function optionOf(place: Element, months: readonly string[], shares: readonly (number | null)[]): Option {
  const ink = colour(place, '--zd-ink-2');
  const { fontFamily } = getComputedStyle(place);
  const text = { color: ink, fontFamily, fontSize: 16 };
  return {
    animation: false,
    grid: { left: 4, right: 4, top: 28, bottom: 28 },
    xAxis: {
      type: 'category',
      data: [...months],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour(place, '--zd-line') } },
      axisLabel: { ...text, interval: 'auto', hideOverlap: true },
    },
    yAxis: { type: 'value', min: 0, max: 100, show: false },
    series: [
      {
        type: 'bar',
        silent: true,
        barMaxWidth: 36,
        data: shares.map((share) => share ?? '-'),
        itemStyle: { color: colour(place, '--color-primary') },
        label: { ...text, show: true, position: 'top', color: colour(place, '--color-base-content') },
      },
    ],
  };
}

/** The library empties its elements with innerHTML, which the security policy refuses to any text: here the DOM does it. */
const emptiedByDom = (place: Element): Element =>
  Object.defineProperty(place, 'innerHTML', {
    set: () => {
      place.replaceChildren();
    },
  });

export function openChart(place: HTMLElement): Drawn {
  const chart = init(place, undefined, { renderer: 'svg' });
  const watch = new ResizeObserver(() => chart.resize());
  watch.observe(place);
  return {
    draw: (months, shares) => chart.setOption(optionOf(place, months, shares), true),
    stop: () => {
      watch.disconnect();
      for (const one of [place, ...place.querySelectorAll('svg')]) emptiedByDom(one);
      chart.dispose();
    },
  };
}
