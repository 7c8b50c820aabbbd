import { useLocalStorage, usePreferredDark } from '@vueuse/core';
import { darkTheme, type GlobalTheme, type GlobalThemeOverrides } from 'naive-ui';
import { computed, watchEffect } from 'vue';
import { PALETTES, type Palette } from './palettes.ts';

export type ThemeChoice = 'light' | 'dark' | 'system';

/** What the user chose; `system` follows the desktop. Remembered on this machine. */
export const themeChoice = useLocalStorage<ThemeChoice>('jianbao.theme', 'system');

const systemDark = usePreferredDark();

export const isDark = computed(() => (themeChoice.value === 'system' ? systemDark.value : themeChoice.value === 'dark'));

/** The component library's base theme; null is its light one. */
export const naiveTheme = computed<GlobalTheme | null>(() => (isDark.value ? darkTheme : null));

const FONT = "system-ui, 'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei UI', 'PingFang SC', sans-serif";

function overridesOf(p: Palette): GlobalThemeOverrides {
  const onPrimary = {
    textColorPrimary: p['on-accent'], textColorHoverPrimary: p['on-accent'],
    textColorPressedPrimary: p['on-accent'], textColorFocusPrimary: p['on-accent'], textColorDisabledPrimary: p['on-accent'],
  };
  return {
    common: {
      primaryColor: p.accent, primaryColorHover: p['accent-strong'], primaryColorPressed: p['accent-strong'], primaryColorSuppl: p.accent,
      successColor: p.done, warningColor: p.review, errorColor: p.accent, errorColorHover: p['accent-strong'],
      infoColor: p['ink-soft'], infoColorHover: p.ink,
      bodyColor: p.paper, cardColor: p.surface, modalColor: p.surface, popoverColor: p.surface, tableColor: p.surface,
      inputColor: p.surface, textColorBase: p.ink, textColor1: p.ink, textColor2: p.ink, textColor3: p['ink-faint'],
      placeholderColor: p['ink-faint'], borderColor: p['line-strong'], dividerColor: p.line, hoverColor: p.hover,
      borderRadius: '6px', borderRadiusSmall: '4px', fontSize: '13px', fontSizeMedium: '13px', fontSizeSmall: '13px',
      fontSizeTiny: '12px', heightMedium: '30px', heightSmall: '26px', heightTiny: '22px', lineHeight: '1.45',
      fontFamily: FONT, fontWeightStrong: '600',
    },
    Button: { ...onPrimary, fontWeight: '400', border: `1px solid ${p['line-strong']}` },
    Input: {
      color: p.surface, colorFocus: p.surface, border: `1px solid ${p['line-strong']}`, borderHover: `1px solid ${p['ink-faint']}`,
      borderFocus: `1px solid ${p.accent}`, boxShadowFocus: `0 0 0 1px ${p.accent}`,
    },
    Select: {
      peers: {
        InternalSelection: {
          color: p.surface, colorActive: p.surface, border: `1px solid ${p['line-strong']}`, borderHover: `1px solid ${p['ink-faint']}`,
          borderFocus: `1px solid ${p.accent}`, borderActive: `1px solid ${p.accent}`, boxShadowFocus: `0 0 0 1px ${p.accent}`,
        },
      },
    },
    Tabs: { tabTextColorActiveLine: p.accent, tabTextColorLine: p['ink-soft'], tabFontWeightActive: '600', tabGapSmallLine: '20px' },
    Tooltip: { color: p.ink, textColor: p.paper, padding: '4px 8px' },
    Tag: { borderRadius: '4px' },
    Dialog: { iconColorWarning: p.review, titleFontSize: '15px' },
  };
}

/** Our colours and sizes on the component library. */
export const naiveOverrides = computed<GlobalThemeOverrides>(() => overridesOf(isDark.value ? PALETTES.dark : PALETTES.light));

/** Keep the document's colours in step with the choice. Called once, before the window is mounted. */
export function applyTheme(): void {
  watchEffect(() => {
    const { dataset, style } = document.documentElement;
    const theme = isDark.value ? 'dark' : 'light';
    dataset.theme = theme;
    style.colorScheme = theme;
    for (const [name, colour] of Object.entries(PALETTES[theme])) style.setProperty(`--${name}`, colour);
  });
}
