import type { Plurals } from '../plural.js';
import type { ReadingWords } from './en.js';

/** Arabic. */
export const ar = (p: Plurals) => {
  const records = (count: number) =>
    p(count, { one: 'قيد واحد', two: 'قيدان', few: `${count} قيود`, many: `${count} قيدًا`, other: `${count} قيد` });
  return {
    reports: {
      names: {
        stages: 'الأشخاص حسب المرحلة',
        'interim-care': 'الرعاية المؤقتة',
        rehabilitation: 'إعادة التأهيل',
        flows: 'التنقلات',
        series: 'يومًا بيوم',
        exchanges: 'مجاميع عمليات التبادل',
        intermediaries: 'الوسطاء',
      },
      about: {
        stages: 'كم شخصًا وأين: حسب المرحلة والبلد والفئة ودولة المنشأ.',
        'interim-care': 'من هم أو كانوا في رعاية مؤقتة في بلد ثالث: أُدخلوا، غادروا، موجودون، والمدة.',
        rehabilitation: 'حسب المرفق والجهة المشغّلة: بدأوا، أكملوا، موجودون، والمدة.',
        flows: 'كم شخصًا انتقل من أي مرحلة وبلد إلى أي منهما خلال فترة.',
        series: 'كم شخصًا كان في كل مرحلة في كل يوم.',
        exchanges: 'كم شخصًا جرى تبادله في كل اتجاه: حسب الفترة والفئة والشروط.',
        intermediaries: 'عمليات التبادل لكل وسيط ومجموعها التراكمي.',
      },
      chart: 'رسم بياني للجدول أدناه',
      empty: 'لا شيء مطابق. أزل مرشّحًا أو اختر أيامًا أخرى.',
      any: 'الكل',
      allTime: 'كل الأوقات',
      byMonth: 'حسب الشهر',
      byYear: 'حسب السنة',
      firstDay: 'اليوم الأول',
      lastDay: 'اليوم الأخير',
      datesRange: 'حدود، بسبب التواريخ غير الدقيقة',
      position: (position) => `في السجل: ${records(position)}`,
      checkpoint: (size) => `نقطة تحقق، ${records(size)}:`,
      print: 'طباعة',
      sources: 'المصادر',
      exchanges: (count) =>
        p(count, {
          one: 'عملية تبادل واحدة',
          two: 'عمليتا تبادل',
          few: `${count} عمليات تبادل`,
          many: `${count} عملية تبادل`,
          other: `${count} عملية تبادل`,
        }),
      gradesSaid:
        'التقديرات وفق رمز الأميرالية: أضعفها بين القيود التي يستند إليها السطر. تذكر المجاميع ما لا تشمله؛ وما لم يُذكر لا يُحسب صفرًا.',
      compare: 'مقارنة لحظتين',
    },
    sum: {
      and: '، ',
      notStated: (count) => `غير مذكور: ${count}`,
      withheld: (count) => `محجوب: ${count}`,
    },
    flows: {
      outside: 'غير مسجَّل من قبل',
      fromOutside: 'مسجَّلون',
      toOutside: 'لم يعودوا محسوبين',
      back: (flows) => `رجوع، غير مرسوم: ${flows}.`,
    },
    when: {
      title: 'متى',
      knownNow: 'ما هو معروف الآن',
      knownAt: (moment) => `ما كان معروفًا في ${moment}`,
      knownAtPosition: (position) => `ما كان معروفًا حين بلغ عدد قيود السجل: ${position}`,
      onToday: 'أين هم اليوم',
      on: (day) => `أين كانوا في ${day}`,
      youSee: (known, on) => `ما تراه: ${known}؛ ${on}`,
      known: 'معروف في',
      day: 'اليوم',
      back: 'العودة إلى الآن',
      knownField: 'اليوم والوقت، مثل 2025-08-25 23:59',
      dayField: 'اليوم، مثل 2025-08-25',
      apply: 'عرض',
      noMoment: 'هذا ليس يومًا. اكتبه هكذا 2025-08-25، ومعه الوقت إن شئت: 2025-08-25 23:59.',
      close: 'إغلاق',
    },
  } satisfies ReadingWords;
};
