import { brand } from '@/lib/brand';
import type { Words } from './en';
import { example } from './examples';
import { countIn } from './language';

const site = brand.name;
const intl = 'ja-JP';
const { duration, number } = countIn(intl);

/** For a link whose cookie the browser dropped. The same on every page behind a link. */
const cookieless = {
  title: 'ブラウザーにCookieが保存されませんでした',
  text: '開いたリンクを覚えておくために、このサイトではCookieが必要です。このサイトのCookieを許可してから、リンクをもう一度開いてください。',
};

/** 日本語。一つのものは一つの言葉で：アカウント、セッション、再設定、リンク、コード、メール、リクエスト。です・ます体、主語は立てない。ボタンは体言止め。 */
export const ja: Words = {
  locale: 'ja',
  direction: 'ltr',
  intl,

  moment: (date, clock) => `${date} ${clock}`,
  device: (browser, system) => `${browser}（${system}）`,
  unknownDevice: '不明なデバイス',
  thisComputer: 'このコンピューター',
  ipAddress: 'IPアドレス',
  unknownIpAddress: '不明なIPアドレス',

  site: {
    description: 'ご本人だけが、アカウントに戻れます。',
    skip: '本文へ移動',
    help: 'お困りの場合のご連絡先：',
    language: '言語',
  },

  home: {
    heading: 'ログインできなくなっても、すぐに戻れます。',
    lead: '登録も、ログインも。パスワードを忘れても、メール1通でアカウントに戻れます。',
    register: 'アカウントを作成',
    signIn: 'ログイン',
    facts: (minutes) => [
      {
        title: 'メール1通で',
        text: `リンクを受け取り、開いて、新しいパスワードを設定するだけ。リンクは1回限り、${span(minutes, 'minute')}有効です。`,
      },
      { title: 'プライバシーを守ります', text: '誰がアカウントを持っているかを、明かすことはありません。' },
      {
        title: '変更後も安心',
        text: 'パスワードを変更すると、すべてのデバイスからログアウトし、メールでお知らせします。',
      },
    ],
    signedIn: (name) => `${name}さん、ログイン中です。`,
    toAccount: 'アカウントへ',
  },

  fields: {
    name: '名前',
    email: 'メールアドレス',
    password: 'パスワード',
    newPassword: '新しいパスワード',
    confirm: 'パスワード（もう一度）',
    show: '表示',
    hide: '隠す',
    showPassword: 'パスワードを表示',
    hidePassword: 'パスワードを隠す',
    shown: 'パスワードを表示しています。',
    wait: 'お待ちください…',
  },

  rules: {
    text: (minLength) =>
      `${minLength}文字以上にしてください。互いに関係のない言葉を${minLength > 24 ? '' : '3つか4つ'}並べるのがおすすめです。`,
    why: (minLength) => `なぜ${minLength}文字以上なのですか？`,
    because: '複雑にするより、長くするほうが安全です。記号や大文字は必要ありません。スペースも使えます。',
    example: `例：「${example.ja}」（この例は使えません）`,
  },

  strength: {
    short: (missing) => `あと${missing}文字必要です。`,
    long: '長すぎます。256文字以内にしてください。',
    telling: `推測されやすいです。名前、メールアドレス、「${site}」のいずれかが含まれています。`,
    example: 'このサイトの例と同じです。ご自分で考えたものにしてください。',
    easy: '推測されやすいです。関係のない言葉をあと1つか2つ足してください。',
    enough: '長さは十分です。',
    strong: '強力なパスワードです。',
  },

  steps: {
    at: (step, steps) => `ステップ ${step}／${steps}`,
  },

  register: {
    title: 'アカウントを作成',
    lead: '確認リンクをメールでお送りします。',
    submit: 'アカウントを作成',
    haveOne: 'アカウントをお持ちの方は',
    signIn: 'ログイン',
  },

  registerSent: {
    to: '届いたメールを開いてください。送信先：',
    toNobody: '入力したアドレスに届いたメールを開いてください。',
  },

  confirm: {
    title: 'メールアドレスの確認',
    held: (name) => `${name}さん、あと少しで完了です。`,
    lead: '登録時に設定したパスワードを入力してください。このメールアドレスを使った第三者ではなく、ご本人が登録したことを確認します。',
    password: 'パスワード',
    submit: '確認してログイン',
    forgotten: 'パスワードをお忘れの場合は',
    registerAgain: '最初からやり直す',
    dead: {
      expired: {
        title: 'リンクの有効期限が切れています',
        text: (hours) =>
          `確認リンクの有効期限は${span(hours, 'hour')}です。もう一度登録すると、新しいリンクをお送りします。`,
        submit: '登録をやり直す',
      },
      used: {
        title: 'メールアドレスは確認済みです',
        text: '手続きは完了しています。パスワードを入力してログインしてください。',
        submit: 'ログイン',
      },
      taken: {
        title: 'すでにアカウントがあります',
        text: 'このメールアドレスのアカウントがすでにあります。ログインするか、パスワードを忘れた場合は再設定してください。',
        submit: 'ログイン',
      },
      invalid: {
        title: 'このリンクは使えません',
        text: 'リンクが途中で切れている可能性があります。メールからもう一度開くか、登録をやり直してください。',
        submit: '登録をやり直す',
      },
      cookieless,
    },
  },

  login: {
    cookieless:
      'ブラウザーにCookieが保存されなかったため、ログインできていません。このサイトのCookieを許可してから、もう一度ログインしてください。',
    title: 'ログイン',
    submit: 'ログイン',
    forgot: 'パスワードをお忘れですか？',
    noAccount: 'アカウントをお持ちでない方は',
    register: '新規作成',
  },

  verify: {
    title: 'ご本人の確認',
    toSignIn: 'パスワードは正しく入力されました。このアカウントは、もう一つの手順で保護されています。',
    toChange: 'ログイン方法を変更する前に、認証アプリなどの2つ目の要素をお持ちであることを確認します。',
    account: 'アカウント',
    label: 'コード',
    hint: '認証アプリに表示される6桁の数字、またはリカバリーコード。',
    recoveryCode: 'リカバリーコード',
    recoveryCodeHint: '英数字24文字。各コードは1回だけ使えます。',
    submit: '続ける',
    notYou: '別の方のアカウントですか？',
    startOver: '最初からやり直す',
    cancel: 'キャンセル',
    again: {
      title: 'もう一度ログインしてください',
      text: (minutes) =>
        `パスワードの入力後、${duration(minutes, 'minute')}以内にコードを入力してください。ブラウザーでCookieを許可しておく必要があります。`,
      submit: 'ログイン',
    },
  },

  forgot: {
    title: 'パスワードの再設定',
    lead: (minutes) =>
      `新しいパスワードを設定するためのリンクを、メールでお送りします。リンクは${span(minutes, 'minute')}有効です。`,
    submit: '再設定リンクを送信',
    remembered: 'パスワードを思い出した方は',
    signIn: 'ログイン',
  },

  forgotSent: {
    to: 'アカウントがある場合は、次のアドレスに再設定リンクが届きます：',
    toNobody: '入力したアドレスのアカウントがある場合は、再設定リンクが届きます。',
    next: (minutes) => `リンクは${span(minutes, 'minute')}有効で、どのデバイスでも使えます。`,
    spelling: '上のアドレスが、登録したアドレスと同じかどうかご確認ください。',
  },

  code: {
    title: 'リンクの代わりにコードを使う',
    label: 'メールに記載のコード',
    hint: '英数字8文字です。このブラウザーでのみ使えます。',
    submit: '次へ',
    elsewhere:
      'メールにはコードも記載されていますが、リクエストしたブラウザーでのみ使えます。リンクはどのブラウザーでも使えます。',
  },

  inbox: {
    title: 'メールをご確認ください',
    another: '別のアドレスを使う',
    startOver: '最初からやり直す',
    label: '届くメール',
    sender: '差出人',
    subject: '件名',
    open: (webmail) => `${webmail}を開く`,
    newTab: '新しいタブで開きます',
    nothing: 'メールが届きませんか？',
    spam: '迷惑メールフォルダーをご確認ください。',
    resend: {
      submit: 'メールを再送信',
      wait: (clock) => `再送信（あと${clock}）`,
      waiting: '少し待つと、メールを再送信できます。',
      ready: 'メールを再送信できるようになりました。',
      tooSoon: (clock) => `あと${clock}で、メールを再送信できます。`,
      spent: (emails, minutes) =>
        `送信できるメールは、${minutes}分ごとに${emails}通までです。最新のメールを使うか、しばらくしてからもう一度お試しください。`,
    },
  },

  reset: {
    title: '新しいパスワードの設定',
    account: 'アカウント',
    until: (minutes) => `このリンクは、あと${minutes}分で期限が切れます。`,
    otherAccount: (email, here) =>
      `このリンクは ${email} 用ですが、現在は ${here} でログインしています。続けると、このブラウザーでは ${here} からログアウトします。`,
    effect: '保存すると、すべてのデバイスからログアウトします。',
    submit: '新しいパスワードを保存',
    dead: {
      expired: {
        title: 'リンクの有効期限が切れています',
        text: (minutes) => `再設定リンクの有効期限は${minutes}分です。パスワードは変わっていません。`,
      },
      used: {
        title: 'このリンクは使用済みです',
        text: '新しいパスワードを設定した直後の場合は、そのパスワードでログインしてください。',
      },
      replaced: {
        title: 'このリンクは無効になりました',
        text: 'リンクの送信後に、パスワードが変更されたか、アカウントがロックされました。最新のメールを開くか、新しいリンクを送信してください。',
      },
      moved: {
        title: 'このリンクは無効になりました',
        text: 'このアカウントのメールアドレスは変更されています。変更に心当たりがない場合は、変更時にお送りしたメールから元に戻せます。',
      },
      invalid: {
        title: 'このリンクは使えません',
        text: 'リンクが途中で切れているか、取り消された可能性があります。最新のメールをもう一度開くか、新しいリンクを送信してください。',
      },
      cookieless,
    },
    again: '新しいリンクを送信',
    to: 'リンクの送信先：',
    orSignIn: 'または',
    signIn: 'ログイン',
  },

  confirmEmail: {
    title: '新しいメールアドレスの確認',
    lead: (from) => `今後は、${from} ではなくこのアドレスでログインします。`,
    address: '新しいメールアドレス',
    password: 'パスワード',
    submit: '新しいアドレスを確認',
    dead: {
      used: {
        title: 'メールアドレスは確認済みです',
        text: '手続きは完了しています。新しいメールアドレスでログインしてください。',
      },
      expired: {
        title: 'リンクの有効期限が切れています',
        text: 'メールアドレスは変わっていません。ログインして、もう一度変更の手続きをしてください。',
      },
      replaced: {
        title: 'このリンクは無効になりました',
        text: 'リンクの送信後に、パスワードまたはメールアドレスが変更されました。ログインして、もう一度変更の手続きをしてください。',
      },
      invalid: {
        title: 'このリンクは使えません',
        text: 'リンクが途中で切れている可能性があります。メールからもう一度開いてください。',
      },
      cookieless,
    },
    signIn: 'ログイン',
  },

  notMe: {
    change: {
      title: '変更に心当たりがありませんか？',
      lead: 'すべてのデバイスからログアウトし、アカウントのロックを解除するためのリンクをメールでお送りします。',
      submit: 'アカウントをロック',
    },
    security: {
      title: '変更に心当たりがありませんか？',
      lead: '変更を元に戻し、すべてのデバイスからログアウトし、アカウントをロックして、ロックを解除するためのリンクをメールでお送りします。',
      submit: '元に戻してアカウントをロック',
    },
    deletion: {
      title: 'アカウントを復元しますか？',
      lead: 'アカウントをロックした状態で復元し、新しいパスワードを設定するためのリンクをメールでお送りします。',
      submit: 'アカウントを復元',
    },
    reset: {
      title: 'リクエストに心当たりがありませんか？',
      lead: 'そのメールのリンクを取り消します。パスワードは変わりません。',
      submit: 'リンクを取り消す',
    },
    address: 'メールを受け取ったアドレス',
    done: {
      'account-locked': {
        title: 'アカウントをロックしました',
        ticks: ['すべてのデバイスからログアウトしました', 'パスワードを無効にしました'],
      },
      'account-restored': {
        title: 'アカウントを復元しました',
        ticks: ['アカウントは削除されません', 'パスワードを無効にしました'],
      },
      to: 'ロック解除のリンクの送信先：',
      toMain: 'ロックを解除するためのリンクを、アカウントのメインのメールアドレスにお送りします',
      nothing: 'メールが届かない場合は、迷惑メールフォルダーを確認するか、',
      again: '別のリンクをリクエストしてください',
      'link-denied': {
        title: 'リンクを取り消しました',
        text: 'パスワードは変わっていません。ほかに必要な操作はありません。',
      },
      signIn: 'ログイン',
    },
    dead: {
      done: {
        title: '必要な操作はもうありません',
        text: 'このリンクはすでに使用されたか、取り消しの対象となるリンクがすでに無効になっています。',
      },
      expired: {
        title: 'リンクの有効期限が切れています',
        text: (days) =>
          `リンクの有効期限は${span(days, 'day')}です。ログインできない場合は、パスワードを再設定してください。`,
      },
      invalid: {
        title: 'このリンクは使えません',
        text: 'リンクが途中で切れている可能性があります。メールからもう一度開くか、パスワードを再設定してください。',
      },
      cookieless,
    },
    forgot: 'パスワードを再設定',
  },

  notFound: {
    title: 'ページが見つかりません',
    text: 'リンクに間違いがないかご確認ください。',
    home: 'トップページへ',
  },

  refusal: {
    foreign: {
      title: 'フォームを受け付けませんでした',
      text: '別のサイトから送信されたため、何も変更されていません。このサイトのフォームを開いて、もう一度お試しください。',
    },
    method: {
      title: 'この操作には対応していません',
      text: 'このサイトでは、この種類のリクエストを受け付けていません。',
    },
    tooLarge: {
      title: '入力内容が長すぎます',
      text: '何も変更されていません。短くして、もう一度お試しください。',
    },
    unreadable: {
      title: 'フォームを読み取れませんでした',
      text: '何も変更されていません。フォームを開き直して、もう一度お試しください。',
    },
    home: 'トップページへ',
  },

  outcomes: {
    'account-confirmed': (_, name) => `${name}さん、ようこそ。メールアドレスの確認が完了し、ログインしました。`,
    'password-changed': () =>
      'パスワードを変更し、すべてのデバイスからログアウトしました。新しいパスワードでログインしてください。',
    'password-changed-here': (sessions) =>
      `パスワードを変更しました。${countOthers(sessions)}このデバイスではログインしたままです。`,
    'signed-out': () => 'ログアウトしました。',
    'session-ended': (sessions) => countOthers(sessions),
    renamed: () => '名前を保存しました。',
    'address-asked': (_, email) =>
      `あと一歩です。${email} にメールをお送りします。メールのリンクを開いて確認してください。`,
    'address-changed': () => 'メールアドレスを変更しました。今後は新しいアドレスでログインしてください。',
    'account-deleted': () =>
      'アカウントを削除しました。データが完全に消去されるまでは、お送りするメールから復元できます。',
  },

  problems: {
    email: {
      missing: 'メールアドレスを入力してください。',
      malformed: 'メールアドレスは ada@example.com のように入力してください。',
      sameAddress: '現在のアドレスと同じです。新しいアドレスを入力してください。',
      otherAddress: 'メールの送信先と異なります。メールの「宛先」をご確認ください。',
      invisible: 'このアドレスには見えない文字が含まれています。貼り付けずに入力してください。',
      fullWidth: 'このアドレスには全角文字が含まれています。ada@example.com のように半角で入力してください。',
      tooLong: 'アドレスが長すぎます。254文字以内のアドレスを入力してください。',
    },
    code: {
      missing: 'メールに記載のコードを入力してください。',
      malformed: 'コードは英数字8文字で、Uは使われません。メールをもう一度ご確認ください。',
      wrong: (left) =>
        `コードが違います。最新のメールを確認するか、メールのリンクを開いてください。あと${left}回入力できます。`,
      spent: 'このコードは使えなくなりました。代わりにメールのリンクを開いてください。',
      elsewhere: 'このコードは、リクエストしたブラウザーでのみ使えます。代わりにメールのリンクを開いてください。',
    },
    factor: {
      missing: '認証アプリのコード、またはリカバリーコードを入力してください。',
      malformed: 'アプリに表示される6桁の数字、または英数字24文字のリカバリーコードを入力してください。',
      wrong: 'コードが違います。アプリに今表示されているコード、またはリカバリーコードを入力してください。',
      used: 'このコードは使用済みです。次のコードを入力してください。',
      clock:
        'スマートフォンの時計がずれている可能性があります。時刻を自動設定にしてから、次のコードを入力してください。',
      blocked: '間違ったコードが続けて入力されました。代わりにリカバリーコードを使ってください。',
      limited: (minutes) =>
        `間違ったコードの入力が多すぎます。リカバリーコードを使うか、${minutes}分後にもう一度お試しください。`,
    },
    name: {
      missing: '名前を入力してください。',
      tooLong: '名前が長すぎます。100文字以内で入力してください。',
      malformed: '文字、数字、一般的な記号を、1行で入力してください。',
    },
    password: {
      missing: 'パスワードを入力してください。',
      tooShort: (minLength) => `パスワードが短すぎます。${minLength}文字以上にしてください。`,
      tooLong: 'パスワードが長すぎます。256文字以内にしてください。',
      characters: '保存できない文字が含まれています。一般的な文字、数字、記号をお使いください。',
      containsSite: `パスワードに「${site}」は使えません。関係のない言葉にしてください。`,
      containsName: 'パスワードに名前は使えません。ご自身に関係のない言葉にしてください。',
      containsEmail: 'パスワードにメールアドレスは使えません。ご自身に関係のない言葉にしてください。',
      example: 'このサイトの例と同じなので、ほかの人も試すおそれがあります。ご自分で考えたものにしてください。',
      weak: '推測されやすいパスワードです。関係のない言葉をあと1つか2つ足してください。',
      common:
        'よく使われる言葉でできていて、推測されやすいパスワードです。関係のない言葉をあと1つか2つ足してください。',
      breached: 'このパスワードは過去に流出しています。別のパスワードにしてください。',
      sameAsCurrent: '現在のパスワードと同じです。新しいパスワードにしてください。',
      mismatch: 'パスワードが一致しません。同じものを2回入力してください。',
      wrongCurrent: '現在のパスワードと違います。ログインに使っているパスワードを入力してください。',
    },
    form: {
      signInRefused:
        'メールアドレスとパスワードの組み合わせが違います。もう一度入力するか、パスワードを再設定してください。',
      passkeyRefused: 'このパスキーは使えませんでした。もう一度お試しいただくか、パスワードでログインしてください。',
      limited: (minutes) => `試行回数が多すぎます。${minutes}分後にもう一度お試しください。`,
      confirmRefused: '登録時に設定したパスワードと違います。もう一度入力するか、最初からやり直してください。',
      addressTaken: 'このアドレスは別のアカウントで使われています。何も変更されていません。',
      twoTabs: '別のタブで、新しいリンクを開いています。そのタブで続けるか、メールのリンクをもう一度開いてください。',
      busy: 'ただいま大変混み合っています。何も変更されていません。数秒後にもう一度お試しください。',
      broken: (reference) =>
        `システムで問題が発生しました。何も変更されていません。数分後にもう一度お試しください。お問い合わせ番号：${reference}`,
      unsure: (reference) =>
        `接続が切れたため、完了したかどうか確認できませんでした。もう一度お試しいただくと、結果がわかります。お問い合わせ番号：${reference}`,
    },
  },

  account: {
    nav: {
      label: 'アカウント',
      overview: '概要',
      password: 'パスワード',
      sessions: 'セッション',
      activity: '履歴',
    },
    signOut: 'ログアウト',

    overview: {
      title: 'アカウント',
      email: 'メールアドレス',
      changeEmail: 'メールアドレスを変更',
      emailUse: 'ログインとパスワードの再設定に使います。',
      save: '名前を保存',
      remove: 'アカウントの削除',
      removeText: (days) => `${days}日以内なら取り消せます。その後は、すべてが完全に消去されます。`,
      review: {
        title: 'アカウントをご確認ください',
        text: 'パスワードが再設定されました。ほかの人がアカウントに入っていた場合に備えて、以下がすべてご自身のものであることをご確認ください。',
        sessions: {
          title: 'セッション',
          text: 'ほかのデバイスからはすべてログアウトしました。',
          link: 'セッションを見る',
        },
        authenticator: { title: '認証アプリ', link: '認証アプリを変更' },
        passkeys: { title: 'パスキー', link: 'パスキーを削除' },
        codes: {
          title: 'リカバリーコード',
          left: (codes) => `残り${codes}個`,
          link: '新しいコードを受け取る',
        },
        backup: { title: '予備のメールアドレス', link: '予備のメールアドレスを変更' },
        submit: '問題ありません',
      },
      offer: {
        title: 'パスワードなしでログイン',
        text: 'パスキーを使うと、指紋、顔、または画面ロックでログインできます。忘れる心配もありません。',
        accept: 'パスキーを設定',
        decline: '今は設定しない',
      },
    },

    email: {
      title: 'メールアドレスの変更',
      lead: '新しいアドレスにリンクをお送りします。リンクを開いて確認するまで、何も変わりません。',
      present: '現在のメールアドレス',
      next: '新しいメールアドレス',
      current: '現在のパスワード',
      submit: '確認リンクを送信',
      keep: 'キャンセル',
    },

    remove: {
      title: 'アカウントを削除',
      lead: (days) =>
        `すべてのデバイスからすぐにログアウトします。${days}日間は、メールでお送りするリンクからアカウントを復元できます。その後は、すべてが完全に消去されます。`,
      current: '現在のパスワード',
      submit: 'アカウントを削除',
      keep: 'キャンセル',
    },

    password: {
      title: 'パスワードの変更',
      lead: 'このデバイスではログインしたまま、ほかのすべてのデバイスからログアウトします。',
      current: '現在のパスワード',
      submit: 'パスワードを変更',
      forgot: '現在のパスワードをお忘れですか？',
      reset: '再設定リンクをメールで受け取る',
    },

    sessions: {
      title: 'セッション',
      lead: 'ログイン中のデバイスです。心当たりのないものはログアウトして、パスワードを変更してください。',
      here: 'このデバイス',
      new: '新規',
      active: '現在利用中',
      seen: '最終利用',
      started: 'ログイン日：',
      end: 'ログアウト',
      endAll: 'ほかの全デバイスからログアウト',
      only: 'ほかにログイン中のデバイスはありません。',
    },

    activity: {
      title: '履歴',
      lead: 'アカウントで行われた操作の記録です。心当たりのないものがあれば、パスワードを変更してください。',
      empty: 'まだ何もありません。',
      warning: '警告：',
      times: (count) => `${number(count)}回`,
      since: '初回：',
      older: '以前のものを表示',
      events: {
        'account.registered': 'このメールアドレスで登録',
        'account.confirmed': 'メールアドレスを確認し、アカウントを作成',
        'account.renamed': '名前を変更',
        'account.locked': '心当たりのない変更の報告により、アカウントをロック',
        'account.disabled': 'サポートがアカウントを停止',
        'account.enabled': 'サポートがアカウントの停止を解除',
        'account.imported': '別のシステムからアカウントを移行',
        'account.deleted': 'アカウントを削除',
        'address.requested': 'メールアドレスの変更をリクエスト',
        'address.changed': 'メールアドレスを変更',
        'session.started': 'ログイン',
        'session.refused': 'ログインに失敗：パスワードの間違い',
        'session.ended': 'ログアウト',
        'reset.requested': '再設定リンクをリクエスト',
        'reset.suppressed': '再設定リンクの再リクエストが早すぎたため、送信を見合わせ',
        'reset.sent': '再設定リンクを送信',
        'reset.failed': '再設定リンクの配信に失敗：メールサービスが受信を拒否',
        'reset.opened': '再設定リンクへのアクセス',
        'reset.completed': '再設定リンクから新しいパスワードを設定',
        'reset.refused': 'パスワードの再設定に失敗',
        'code.refused': 'コードの入力間違い',
        'reset.declined': 'メールから再設定リンクを取り消し',
        'password.changed': 'パスワードを変更',
        'factor.added': '2つ目の確認方法を追加',
        'factor.removed': '2つ目の確認方法を削除',
        'codes.renewed': 'リカバリーコードを新しく発行',
        'codes.used': 'リカバリーコードを使用',
        'passkey.suspect': 'パスキーを拒否：複製された可能性があります',
        'backup.requested': '予備のメールアドレスの追加を申請',
        'backup.added': '予備のメールアドレスを追加',
        'backup.removed': '予備のメールアドレスを削除',
        'wait.started': 'リンクから待機期間を開始',
        'wait.cancelled': '待機期間を取り消し',
        'wait.ended': '待機期間が終了し、2つ目の確認方法を削除',
        'password.refused': 'パスワードの変更に失敗：現在のパスワードの間違い',
        'factor.refused': '2つ目の確認に失敗：コードの間違い',
        'email.repeated': 'サポートがメールを再送信',
        'database.restored': 'サイトをバックアップから復元し、全員をログアウト',
      },
    },
  },

  broken: {
    title: '問題が発生しました',
    text: 'システム側の問題です。何も変更されていません。',
    doubt: '接続が切れたため、完了したかどうかわかりません。',
    next: '今すぐ、または数分後にもう一度お試しください。',
    again: 'もう一度試す',
    reference: 'お問い合わせ番号',
    help: (email) => `何度も起きる場合は、お問い合わせ番号を添えて ${email} までご連絡ください。`,
  },

  mail: {
    greeting: (name) => `${name}さん`,
    greetingWithoutName: 'こんにちは。',
    colon: (label) => `${label}：`,
    copyAddress: 'ボタンが使えない場合は、このリンクをブラウザーに貼り付けてください。',
    life: (duration, exact) => `リンクの有効期限は${duration}です（${exact}まで）。`,
    lifeUntil: (date) => `リンクの有効期限は${date}です。`,
    questions: (supportEmail) => `お問い合わせ：${supportEmail}`,
    device: 'デバイス',
    ipAddress: 'IPアドレス',

    reset: {
      subject: (site) => `【${site}】パスワードの再設定`,
      preheader: (duration) => `新しいパスワードを設定してください。リンクの有効期限は${duration}です。`,
      heading: 'パスワードの再設定',
      why: (site, email) =>
        `${site}のアカウント ${email} のパスワード再設定のリクエストを受け付けました。新しいパスワードを設定して、ログインしてください。`,
      button: '新しいパスワードを設定',
      code: '別のデバイスでリクエストした場合は、その画面にこのコードを入力してください。',
      lifeOfBoth: (duration, exact) => `リンクとコードの有効期限は${duration}です（${exact}まで）。`,
      keep: 'このリンクは、スタッフを含め、誰にも教えないでください。',
      keepBoth: 'リンクとコードは、スタッフを含め、誰にも教えないでください。',
      lockedSubject: (site) => `【${site}】アカウントのロック解除`,
      lockedHeading: 'アカウントのロック解除',
      lockedWhen: 'ロックした日時',
      locked: (site, email) =>
        `${site}のアカウント ${email} はロックされています。新しいパスワードを設定すると、ロックが解除されます。`,
      when: 'リクエスト日時',
      ignore: '心当たりがない場合は、このメールを無視してかまいません。パスワードは変わりません。',
      decline: 'このリクエストを取り消す',
    },

    confirm: {
      subject: (site) => `【${site}】メールアドレスの確認`,
      preheader: 'あと一歩で、アカウントが使えます。',
      heading: 'メールアドレスの確認',
      why: (site, email) => `${site}へようこそ。${email} を確認すると、アカウントの作成が完了します。`,
      button: 'メールアドレスを確認',
      code: '別のデバイスで登録した場合は、その画面にこのコードを入力してください。',
      when: '登録日時',
      ignore: '登録に心当たりがない場合は、このメールを無視してかまいません。',
      ignoreBoth: '登録に心当たりがない場合は、このメールを無視し、コードは誰にも教えないでください。',
    },

    taken: {
      subject: (site) => `【${site}】すでにアカウントがあります`,
      preheader: 'ログインするか、パスワードを再設定してください。',
      heading: 'すでにアカウントがあります',
      why: (site, email) =>
        `${email} で${site}に登録しようとした人がいます（おそらくご本人です）。すでにアカウントがあるため、何も変更されていません。`,
      button: 'ログイン',
      forgot: 'パスワードをお忘れの方は、こちらから再設定',
      when: '登録操作の日時',
      ignore:
        '心当たりがない場合は、このメールを無視してかまいません。登録しようとした人に、アカウントの情報は一切表示されていません。',
    },

    takenDeleted: {
      subject: (site) => `【${site}】アカウントはまだ復元できます`,
      preheader: '削除されましたが、まだ消去されていません。',
      heading: 'アカウントはまだ復元できます',
      why: (site, email, duration, exact) =>
        `${email} で${site}に登録しようとした人がいます（おそらくご本人です）。このアドレスのアカウントは削除されていますが、あと${duration}（${exact}まで）は復元できます。その後は完全に消去され、もう一度登録できるようになります。`,
      button: 'アカウントを復元',
    },

    addressChange: {
      subject: (site) => `【${site}】新しいメールアドレスの確認`,
      preheader: 'あと一歩で、メールアドレスの変更が完了します。',
      heading: '新しいメールアドレスの確認',
      why: (site, email) =>
        `${site}のアカウントのメールアドレスを ${email} に変更するリクエストを受け付けました。リンクを開いて確認してください。それまでは何も変わりません。`,
      button: '新しいアドレスを確認',
      when: 'リクエスト日時',
      ignore: '心当たりがない場合は、このメールを無視してかまいません。何も変わりません。',
    },

    changed: {
      when: '変更日時',
      fine: 'ご自身の操作であれば、何もする必要はありません。',
      mailbox: 'メールアカウントのパスワードも変更してください。',
      button: '変更に心当たりがない',
    },

    passwordChanged: {
      subject: (site) => `【${site}】パスワードが変更されました`,
      heading: 'パスワードが変更されました',
      byReset: (site, email) =>
        `${site}のアカウント ${email} のパスワードが、このアドレスにお送りしたリンクから変更されました。`,
      bySelf: (site, email) =>
        `${site}のアカウント ${email} のパスワードが、以前のパスワードを知っている人によって変更されました。`,
      sessions: countOthers,
      act: '心当たりがない場合は、すぐにアカウントをロックしてください。ロックを解除するためのリンクをメールでお送りします。',
    },

    addressChanged: {
      subject: (site) => `【${site}】メールアドレスが変更されました`,
      heading: 'メールアドレスが変更されました',
      what: (site, email, newEmail) =>
        `${site}のアカウントのメールアドレスが、${email} から ${newEmail} に変更されました。`,
      act: '心当たりがない場合は、すぐにアカウントをロックしてください。メールアドレスを元に戻し、ロックを解除するためのリンクをこのアドレスにお送りします。',
    },

    accountDeleted: {
      subject: (site) => `【${site}】アカウントが削除されました`,
      heading: 'アカウントが削除されました',
      what: (site, email, days) =>
        `${site}のアカウント ${email} が、ログインしていてパスワードを知っている人によって削除されました。アカウントは現在使えません。${days}日後に、すべてのデータが完全に消去されます。`,
      when: '削除日時',
      act: '心当たりがない場合や、アカウントを復元したい場合は、すぐにお知らせください。アカウントをロックした状態で復元し、新しいパスワードを設定するためのリンクをメールでお送りします。',
      button: 'アカウントを復元',
    },

    security: {
      subject: (site, heading) => `【${site}】${heading}`,
      act: '心当たりがない場合は、すぐにお知らせください。この変更を元に戻し、アカウントをロックし、すべてのデバイスからログアウトして、新しいパスワードを設定するためのリンクをメールでお送りします。',
      authenticator: {
        added: {
          heading: '認証アプリが追加されました',
          what: (site, email) =>
            `${site}のアカウント ${email} に認証アプリが追加されました。今後のログインには、このアプリのコードが必要です。`,
        },
        removed: {
          heading: '認証アプリが削除されました',
          what: (site, email) => `${site}のアカウント ${email} から認証アプリが削除されました。`,
        },
      },
      passkey: {
        added: {
          heading: 'パスキーが追加されました',
          what: (site, email) =>
            `${site}のアカウント ${email} にパスキーが追加されました。このパスキーだけで、パスワードなしでログインできます。`,
        },
        removed: {
          heading: 'パスキーが削除されました',
          what: (site, email) => `${site}のアカウント ${email} からパスキーが削除されました。`,
        },
      },
      passkeyName: (name) => `パスキーの名前：${name}`,
      codes: {
        renewed: {
          heading: 'リカバリーコードが新しくなりました',
          what: (site, email, left) =>
            `${site}のアカウント ${email} に、新しいリカバリーコードが${left}個発行されました。以前のコードは使えなくなりました。`,
        },
        used: {
          heading: 'リカバリーコードが使われました',
          what: (site, email, left) =>
            `${site}のアカウント ${email} のリカバリーコードが使われました。残りは${left}個です。`,
        },
        low: {
          heading: 'リカバリーコードが残りわずかです',
          what: (site, email, left) =>
            `${site}のアカウント ${email} のリカバリーコードが使われました。残りは${left}個だけです。なくなる前に、ログインして「セキュリティ」で新しいコードを受け取ってください。`,
        },
      },
      backup: {
        added: {
          heading: '予備のメールアドレスが追加されました',
          what: (site, email, address) =>
            `${address} が、${site}のアカウント ${email} の予備のメールアドレスになりました。`,
        },
        removed: {
          heading: '予備のメールアドレスが削除されました',
          what: (site, email, address) =>
            `${address} は、${site}のアカウント ${email} の予備のメールアドレスではなくなりました。`,
        },
      },
      wait: {
        fine: 'ご自身の操作であれば、そのままお待ちください。',
        act: '心当たりがない場合は、すぐにお知らせください。待機期間を取り消し、アカウントをロックし、すべてのデバイスからログアウトして、新しいパスワードを設定するためのリンクをメールでお送りします。ログインしても、待機期間は取り消されます。',
        started: {
          heading: '待機期間が始まりました',
          what: (site, email, end) =>
            `${site}のアカウント ${email} の再設定リンクが開かれ、認証アプリ、パスキー、リカバリーコードをすべて失ったとの申し出がありました（おそらくご自身によるものです）。取り消されなければ、${end}に、新しいパスワードを設定してそれらをすべて削除するためのリンクをメールでお送りします。`,
        },
        half: {
          heading: '待機期間の半分が過ぎました',
          what: (site, email, end) =>
            `${site}のアカウント ${email} の待機期間は、${end}に終わります。終わると、新しいパスワードを設定し、認証アプリ、パスキー、リカバリーコードを削除するためのリンクをメールでお送りします。`,
        },
        cancelled: {
          heading: '待機期間が取り消されました',
          what: (site, email, end) =>
            `${end}に終わる予定だった、${site}のアカウント ${email} の待機期間が取り消されました。何も変更されていません。`,
        },
        ended: {
          heading: '待機期間が終わりました',
          what: (site, email, end) =>
            `${site}のアカウント ${email} の待機期間が、${end}に終わりました。アカウントのメインのメールアドレスにリンクをお送りしました。このリンクから、新しいパスワードを設定し、認証アプリ、パスキー、リカバリーコードを削除できます。`,
        },
      },
    },
  },
};

function countOthers(sessions: number): string {
  if (sessions === 0) return 'ほかにログイン中のデバイスはありませんでした。';
  return `ほかの${sessions}件のセッションからログアウトしました。`;
}

function span(count: number, unit: 'minute' | 'hour' | 'day'): string {
  return `${duration(count, unit)}${unit === 'hour' ? '' : '間'}`;
}
