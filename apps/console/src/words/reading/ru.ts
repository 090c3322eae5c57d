import type { Plurals } from '../plural.js';
import type { ReadingWords } from './en.js';

/** Russian. */
export const ru = (p: Plurals) => {
  const records = (count: number) => `${count} ${p(count, { one: 'запись', few: 'записи', other: 'записей' })}`;
  return {
    reports: {
      names: {
        stages: 'Люди по этапам',
        'interim-care': 'Временная помощь',
        rehabilitation: 'Реабилитация',
        flows: 'Перемещения',
        series: 'День за днём',
        exchanges: 'Итоги обменов',
        intermediaries: 'Посредники',
      },
      about: {
        stages: 'Сколько людей где находится: по этапу, стране, категории и державе происхождения.',
        'interim-care':
          'Кто получает или получал временную помощь в третьей стране: принято, выбыли, находятся, как долго.',
        rehabilitation: 'По учреждению и тому, кто им управляет: начали, завершили, находятся, как долго.',
        flows: 'Сколько людей переместилось с какого этапа и из какой страны на какой, за период.',
        series: 'Сколько людей было на каждом этапе в каждый день.',
        exchanges: 'Сколько людей обменяно в каждую сторону: по периоду, категории и условиям.',
        intermediaries: 'Обмены каждого посредника и их нарастающий итог.',
      },
      chart: 'Диаграмма по таблице ниже',
      empty: 'Ничего не подходит. Уберите фильтр или выберите другие дни.',
      any: 'любая',
      allTime: 'за всё время',
      byMonth: 'по месяцам',
      byYear: 'по годам',
      firstDay: 'Первый день',
      lastDay: 'Последний день',
      datesRange: 'границы, из-за неточных дат',
      position: (position) => `${records(position)} в журнале`,
      checkpoint: (size) => `Контрольная точка, ${records(size)}:`,
      print: 'Печать',
      sources: 'Источники',
      exchanges: (count) => `${count} ${p(count, { one: 'обмен', few: 'обмена', other: 'обменов' })}`,
      gradesSaid:
        'Оценки по коду адмиралтейства: самая слабая среди записей, на которых основана строка. Суммы указывают, чего в них нет; не указанное не считают за 0.',
      compare: 'Сравнить два момента',
    },
    sum: {
      and: ', ',
      notStated: (count) => `не указано: ${count}`,
      withheld: (count) => `не разглашается: ${count}`,
    },
    flows: {
      outside: 'раньше не записано',
      fromOutside: 'зарегистрированы',
      toOutside: 'больше не учитываются',
      back: (flows) => `Обратно, на диаграмме не показано: ${flows}.`,
    },
    when: {
      title: 'Когда',
      knownNow: 'что известно сейчас',
      knownAt: (moment) => `что было известно ${moment}`,
      knownAtPosition: (position) => `что было известно, когда записей в журнале было: ${position}`,
      onToday: 'где они сегодня',
      on: (day) => `где они были ${day}`,
      youSee: (known, on) => `Показано: ${known}; ${on}`,
      known: 'Известно на',
      day: 'День',
      back: 'Вернуться к сейчас',
      knownField: 'День и время, например 2025-08-25 23:59',
      dayField: 'День, например 2025-08-25',
      apply: 'Показать',
      noMoment: 'Это не день. Пишите 2025-08-25, а если нужно, и время: 2025-08-25 23:59.',
      close: 'Закрыть',
    },
  } satisfies ReadingWords;
};
