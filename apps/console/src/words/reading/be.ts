import type { Plurals } from '../plural.js';
import type { ReadingWords } from './en.js';

/** Belarusian. */
export const be = (p: Plurals) => {
  const records = (count: number) => `${count} ${p(count, { one: 'запіс', few: 'запісы', other: 'запісаў' })}`;
  return {
    reports: {
      names: {
        stages: 'Людзі па этапах',
        'interim-care': 'Часовая дапамога',
        rehabilitation: 'Рэабілітацыя',
        flows: 'Перамяшчэнні',
        series: 'Дзень за днём',
        exchanges: 'Вынікі абменаў',
        intermediaries: 'Пасярэднікі',
      },
      about: {
        stages: 'Колькі людзей дзе знаходзіцца: паводле этапу, краіны, катэгорыі і дзяржавы паходжання.',
        'interim-care':
          'Хто атрымлівае або атрымліваў часовую дапамогу ў трэцяй краіне: прынята, выбылі, знаходзяцца, як доўга.',
        rehabilitation: 'Паводле ўстановы і таго, хто ёй кіруе: пачалі, завяршылі, знаходзяцца, як доўга.',
        flows: 'Колькі людзей перамясцілася з якога этапу і краіны на які, за перыяд.',
        series: 'Колькі людзей было на кожным этапе ў кожны дзень.',
        exchanges: 'Колькі людзей абмяняна ў кожны бок: паводле перыяду, катэгорыі і ўмоў.',
        intermediaries: 'Абмены кожнага пасярэдніка і іх нарастальны вынік.',
      },
      chart: 'Дыяграма паводле табліцы ніжэй',
      empty: 'Нічога не падыходзіць. Прыбярыце фільтр або выберыце іншыя дні.',
      any: 'любая',
      allTime: 'за ўвесь час',
      byMonth: 'па месяцах',
      byYear: 'па гадах',
      firstDay: 'Першы дзень',
      lastDay: 'Апошні дзень',
      datesRange: 'межы, праз недакладныя даты',
      position: (position) => `${records(position)} у журнале`,
      checkpoint: (size) => `Кантрольны пункт, ${records(size)}:`,
      print: 'Друк',
      sources: 'Крыніцы',
      exchanges: (count) => `${count} ${p(count, { one: 'абмен', few: 'абмены', other: 'абменаў' })}`,
      gradesSaid:
        'Ацэнкі паводле кода адміралцейства: самая слабая сярод запісаў, на якіх грунтуецца радок. Сумы паказваюць, чаго ў іх няма; не пазначанае не лічаць за 0.',
      compare: 'Параўнаць два моманты',
    },
    sum: {
      and: ', ',
      notStated: (count) => `не пазначана: ${count}`,
      withheld: (count) => `не разгалошваецца: ${count}`,
    },
    flows: {
      outside: 'раней не запісана',
      fromOutside: 'зарэгістраваныя',
      toOutside: 'больш не ўлічваюцца',
      back: (flows) => `Назад, на дыяграме не паказана: ${flows}.`,
    },
    when: {
      title: 'Калі',
      knownNow: 'што вядома цяпер',
      knownAt: (moment) => `што было вядома ${moment}`,
      knownAtPosition: (position) => `што было вядома, калі запісаў у журнале было: ${position}`,
      onToday: 'дзе яны сёння',
      on: (day) => `дзе яны былі ${day}`,
      youSee: (known, on) => `Паказана: ${known}; ${on}`,
      known: 'Вядома на',
      day: 'Дзень',
      back: 'Вярнуцца да цяпер',
      knownField: 'Дзень і час, напрыклад 2025-08-25 23:59',
      dayField: 'Дзень, напрыклад 2025-08-25',
      apply: 'Паказаць',
      noMoment: 'Гэта не дзень. Пішыце 2025-08-25, а калі трэба, і час: 2025-08-25 23:59.',
      close: 'Закрыць',
    },
  } satisfies ReadingWords;
};
