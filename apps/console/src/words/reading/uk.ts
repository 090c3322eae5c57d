import type { Plurals } from '../plural.js';
import type { ReadingWords } from './en.js';

/** Ukrainian. */
export const uk = (p: Plurals) => {
  const records = (count: number) => `${count} ${p(count, { one: 'запис', few: 'записи', other: 'записів' })}`;
  return {
    reports: {
      names: {
        stages: 'Люди за етапами',
        'interim-care': 'Тимчасова допомога',
        rehabilitation: 'Реабілітація',
        flows: 'Переміщення',
        series: 'День за днем',
        exchanges: 'Підсумки обмінів',
        intermediaries: 'Посередники',
      },
      about: {
        stages: 'Скільки людей де перебуває: за етапом, країною, категорією та державою походження.',
        'interim-care':
          'Хто перебуває або перебував на тимчасовій допомозі в третій країні: прийнято, вибули, перебувають, як довго.',
        rehabilitation: 'За закладом і тим, хто ним керує: почали, завершили, перебувають, як довго.',
        flows: 'Скільки людей перемістилося з якого етапу та країни до якого, за період.',
        series: 'Скільки людей було на кожному етапі кожного дня.',
        exchanges: 'Скільки людей обміняно в кожен бік: за періодом, категорією та умовами.',
        intermediaries: 'Обміни кожного посередника та їхній наростаючий підсумок.',
      },
      chart: 'Діаграма за таблицею нижче',
      empty: 'Нічого не підходить. Приберіть фільтр або виберіть інші дні.',
      any: 'будь-яка',
      allTime: 'за весь час',
      byMonth: 'за місяцями',
      byYear: 'за роками',
      firstDay: 'Перший день',
      lastDay: 'Останній день',
      datesRange: 'межі, через неточні дати',
      position: (position) => `${records(position)} у журналі`,
      checkpoint: (size) => `Контрольна точка, ${records(size)}:`,
      print: 'Друкувати',
      sources: 'Джерела',
      exchanges: (count) => `${count} ${p(count, { one: 'обмін', few: 'обміни', other: 'обмінів' })}`,
      gradesSaid:
        'Оцінки за кодом адміралтейства: найслабша серед записів, на яких ґрунтується рядок. Суми зазначають, чого в них немає; не зазначене не рахують як 0.',
      compare: 'Порівняти два моменти',
    },
    sum: {
      and: ', ',
      notStated: (count) => `не зазначено: ${count}`,
      withheld: (count) => `не розголошується: ${count}`,
    },
    flows: {
      outside: 'раніше не записано',
      fromOutside: 'зареєстровані',
      toOutside: 'більше не враховуються',
      back: (flows) => `Назад, не показано на діаграмі: ${flows}.`,
    },
    when: {
      title: 'Коли',
      knownNow: 'що відомо зараз',
      knownAt: (moment) => `що було відомо ${moment}`,
      knownAtPosition: (position) => `що було відомо, коли в журналі було записів: ${position}`,
      onToday: 'де вони сьогодні',
      on: (day) => `де вони були ${day}`,
      youSee: (known, on) => `Показано: ${known}; ${on}`,
      known: 'Відомо на',
      day: 'День',
      back: 'Повернутися до зараз',
      knownField: 'День і час, наприклад 2025-08-25 23:59',
      dayField: 'День, наприклад 2025-08-25',
      apply: 'Показати',
      noMoment: 'Це не день. Пишіть 2025-08-25, а за потреби й час: 2025-08-25 23:59.',
      close: 'Закрити',
    },
  } satisfies ReadingWords;
};
