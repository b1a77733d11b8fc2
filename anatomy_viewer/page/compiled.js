/* Made by "python -m anatomy_viewer.hosts.compiling" from the widgets of the page. */
(() => {
const functions = {
"e08959f904393f6b": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = { class: "class-room" }
const _hoisted_2 = ["aria-label"]
const _hoisted_3 = ["aria-label", "title", "onClick"]
const _hoisted_4 = ["innerHTML"]
const _hoisted_5 = { class: "class-here" }
const _hoisted_6 = ["onSubmit"]
const _hoisted_7 = ["onUpdate:modelValue"]
const _hoisted_8 = {
  type: "submit",
  class: "secondary"
}
const _hoisted_9 = ["aria-label", "title", "onClick"]
const _hoisted_10 = {
  key: 3,
  class: "class-sentence",
  role: "status"
}
const _hoisted_11 = ["title", "onClick"]
const _hoisted_12 = {
  key: 5,
  class: "class-tools"
}
const _hoisted_13 = ["aria-expanded", "title", "onClick"]
const _hoisted_14 = ["title", "onClick", "aria-pressed"]
const _hoisted_15 = ["title", "onClick"]
const _hoisted_16 = ["title", "onClick"]

return function render(_ctx, _cache) {
  with (_ctx) {
    const { createElementVNode: _createElementVNode, toDisplayString: _toDisplayString, Fragment: _Fragment, openBlock: _openBlock, createElementBlock: _createElementBlock, createCommentVNode: _createCommentVNode, vModelText: _vModelText, withDirectives: _withDirectives, withModifiers: _withModifiers, normalizeClass: _normalizeClass, normalizeStyle: _normalizeStyle } = _Vue

    return (_openBlock(), _createElementBlock("div", _hoisted_1, [_createElementVNode("section", {
      class: _normalizeClass(["class-bar", viewer.lectern.standing]),
      "data-covers": "top",
      "aria-label": viewer.classroom.words.bar
    }, [
      (viewer.classroom.role === 'lead' && !viewer.classroom.over)
        ? (_openBlock(), _createElementBlock(_Fragment, { key: 0 }, [_createElementVNode("button", {
            class: "class-show",
            "aria-label": `${viewer.classroom.words.code} ${viewer.lectern.code}. ${viewer.classroom.words.show_code}`,
            title: viewer.classroom.words.show_code,
            onClick: $event => (viewer.lectern.showCode())
          }, [_createElementVNode("span", {
            class: "class-qr",
            "aria-hidden": "true",
            innerHTML: viewer.lectern.drawing
          }, null, 8, _hoisted_4), _createElementVNode("strong", null, _toDisplayString(viewer.lectern.code), 1)], 8, _hoisted_3), _createElementVNode("p", _hoisted_5, _toDisplayString(viewer.lectern.here), 1)], 64))
        : _createCommentVNode("", true),
      (viewer.lectern.asksCode)
        ? (_openBlock(), _createElementBlock("form", {
            key: 1,
            class: "class-enter",
            onSubmit: _withModifiers($event => (viewer.lectern.enter()), ["prevent"])
          }, [_createElementVNode("label", null, [_createElementVNode("span", null, _toDisplayString(viewer.classroom.words.code), 1), _withDirectives(_createElementVNode("input", {
            type: "text",
            maxlength: "16",
            size: "10",
            autocomplete: "off",
            autocapitalize: "characters",
            spellcheck: "false",
            "onUpdate:modelValue": $event => ((viewer.lectern.typed) = $event)
          }, null, 8, _hoisted_7), [[_vModelText, viewer.lectern.typed]])]), _createElementVNode("button", _hoisted_8, _toDisplayString(viewer.classroom.words.enter), 1)], 40, _hoisted_6))
        : _createCommentVNode("", true),
      (!viewer.classroom.code)
        ? (_openBlock(), _createElementBlock("button", {
            key: 2,
            class: "plain",
            "aria-label": viewer.classroom.words.stay_out,
            title: viewer.classroom.words.stay_out,
            onClick: $event => (viewer.lectern.stayOut = true)
          }, _cache[0] || (_cache[0] = [_createElementVNode("svg", {
            class: "icon",
            viewBox: "0 0 24 24",
            "aria-hidden": "true"
          }, [_createElementVNode("path", { d: "M6 6l12 12M18 6L6 18" })], -1)]), 8, _hoisted_9))
        : _createCommentVNode("", true),
      (viewer.classroom.code)
        ? (_openBlock(), _createElementBlock("p", _hoisted_10, _toDisplayString(viewer.lectern.sentence), 1))
        : _createCommentVNode("", true),
      (viewer.lectern.offer && !viewer.lectern.asksCode)
        ? (_openBlock(), _createElementBlock("button", {
            key: 4,
            class: "secondary",
            title: ['look_round', 'back'].includes(viewer.lectern.offer) ? viewer.classroom.words.roam_key : null,
            onClick: $event => (viewer.lectern.takeOffer())
          }, _toDisplayString(viewer.classroom.words.offers[viewer.lectern.offer]), 9, _hoisted_11))
        : _createCommentVNode("", true),
      (viewer.classroom.role === 'lead')
        ? (_openBlock(), _createElementBlock("div", _hoisted_12, [
            (!viewer.posed.told)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 0,
                  class: "plain ask-button",
                  "aria-expanded": Boolean(viewer.asker.panel),
                  title: viewer.classroom.words.asking[viewer.classroom.over ? 'answers' : 'ask'],
                  onClick: $event => (viewer.asker.togglePanel())
                }, [_cache[1] || (_cache[1] = _createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M4 5h16v11h-8l-5 4v-4H4zM10.2 9a1.9 1.9 0 1 1 2.6 1.7c-.6.3-.8.6-.8 1.3M12 13.6v.3" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.classroom.words.asking[viewer.classroom.over ? 'answers' : 'ask']), 1)], 8, _hoisted_13))
              : _createCommentVNode("", true),
            (!viewer.classroom.over)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 1,
                  class: "plain class-point",
                  title: viewer.classroom.words.point,
                  onClick: $event => (viewer.pointing.toggle()),
                  "aria-pressed": viewer.pointing.on
                }, [_cache[2] || (_cache[2] = _createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.classroom.words.point), 1)], 8, _hoisted_14))
              : _createCommentVNode("", true),
            (!viewer.classroom.over && !viewer.phone)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 2,
                  class: "plain class-phone",
                  title: viewer.classroom.words.phone,
                  onClick: $event => (viewer.lectern.showPhone())
                }, [_cache[3] || (_cache[3] = _createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M8 3h8v18H8zM11 18h2" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.classroom.words.phone), 1)], 8, _hoisted_15))
              : _createCommentVNode("", true),
            (!viewer.classroom.over)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 3,
                  class: "plain class-end",
                  title: viewer.classroom.words.end,
                  onClick: $event => {viewer.asker.lookBefore(); viewer.lectern.askEnd()}
                }, [_cache[4] || (_cache[4] = _createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M12 4v8M7 6.5a7.5 7.5 0 1 0 10 0" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.classroom.words.end), 1)], 8, _hoisted_16))
              : _createCommentVNode("", true)
          ]))
        : _createCommentVNode("", true)
    ], 10, _hoisted_2), (viewer.pointing.spot)
      ? (_openBlock(), _createElementBlock("div", {
          key: 0,
          class: "class-pointer",
          "aria-hidden": "true",
          style: _normalizeStyle({transform: `translate(${viewer.pointing.spot.x}px, ${viewer.pointing.spot.y}px)`})
        }, null, 4))
      : _createCommentVNode("", true)]))
  }
}
},
"87ec9303f40c1501": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = ["onClick"]
const _hoisted_2 = ["onKeydown"]
const _hoisted_3 = {
  key: 0,
  class: "class-code"
}
const _hoisted_4 = ["aria-label", "innerHTML"]
const _hoisted_5 = { class: "class-join" }
const _hoisted_6 = { id: "dialog-title" }
const _hoisted_7 = { class: "class-link" }
const _hoisted_8 = {
  key: 0,
  class: "hint"
}
const _hoisted_9 = { class: "class-here" }
const _hoisted_10 = ["onClick"]
const _hoisted_11 = { class: "class-letters" }
const _hoisted_12 = {
  key: 1,
  class: "dialog-body"
}
const _hoisted_13 = {
  id: "dialog-title",
  class: "card-title"
}
const _hoisted_14 = ["innerHTML"]
const _hoisted_15 = { class: "quiet" }
const _hoisted_16 = { class: "class-choice" }
const _hoisted_17 = ["onClick"]
const _hoisted_18 = ["onClick"]
const _hoisted_19 = ["onClick"]
const _hoisted_20 = {
  key: 2,
  class: "dialog-body"
}
const _hoisted_21 = {
  id: "dialog-title",
  class: "card-title"
}
const _hoisted_22 = { class: "class-choice" }
const _hoisted_23 = ["onClick"]
const _hoisted_24 = ["onClick"]
const _hoisted_25 = ["onClick"]

return function render(_ctx, _cache) {
  with (_ctx) {
    const { createElementVNode: _createElementVNode, toDisplayString: _toDisplayString, openBlock: _openBlock, createElementBlock: _createElementBlock, createCommentVNode: _createCommentVNode, withKeys: _withKeys, withModifiers: _withModifiers, normalizeClass: _normalizeClass } = _Vue

    return (_openBlock(), _createElementBlock("div", {
      class: _normalizeClass(["veil", viewer.dialog]),
      onClick: _withModifiers($event => (viewer.closeDialog()), ["self"])
    }, [_createElementVNode("section", {
      class: "dialog",
      role: "dialog",
      "aria-modal": "true",
      "aria-labelledby": "dialog-title",
      onKeydown: _withKeys($event => (viewer.keepFocus($event)), ["tab"])
    }, [(viewer.dialog === 'class')
      ? (_openBlock(), _createElementBlock("div", _hoisted_3, [_createElementVNode("div", {
          class: "class-qr",
          role: "img",
          "aria-label": viewer.classroom.words.scan,
          innerHTML: viewer.lectern.drawing
        }, null, 8, _hoisted_4), _createElementVNode("div", _hoisted_5, [
          _createElementVNode("h2", _hoisted_6, _toDisplayString(viewer.classroom.words.join), 1),
          _createElementVNode("p", _hoisted_7, _toDisplayString(viewer.lectern.linkSaid), 1),
          (viewer.lectern.isLocal)
            ? (_openBlock(), _createElementBlock("p", _hoisted_8, _toDisplayString(viewer.classroom.words.this_computer), 1))
            : _createCommentVNode("", true),
          _createElementVNode("p", _hoisted_9, _toDisplayString(viewer.lectern.here), 1),
          _createElementVNode("button", {
            class: "secondary",
            "data-first": "",
            onClick: $event => (viewer.closeDialog())
          }, _toDisplayString(viewer.classroom.words.to_picture), 9, _hoisted_10)
        ]), _createElementVNode("p", _hoisted_11, _toDisplayString(viewer.lectern.code), 1)]))
      : _createCommentVNode("", true), (viewer.dialog === 'class-phone')
      ? (_openBlock(), _createElementBlock("div", _hoisted_12, [
          _createElementVNode("h2", _hoisted_13, _toDisplayString(viewer.classroom.words.phone), 1),
          _createElementVNode("p", null, _toDisplayString(viewer.classroom.words.phone_how), 1),
          (viewer.lectern.secret)
            ? (_openBlock(), _createElementBlock("div", {
                key: 0,
                class: "class-qr",
                role: "img",
                innerHTML: viewer.lectern.secret
              }, null, 8, _hoisted_14))
            : _createCommentVNode("", true),
          _createElementVNode("p", _hoisted_15, _toDisplayString(viewer.lectern.copied), 1),
          _createElementVNode("div", _hoisted_16, [_createElementVNode("button", {
            class: "secondary",
            onClick: $event => (viewer.lectern.copyLead())
          }, _toDisplayString(viewer.classroom.words.copy), 9, _hoisted_17), _createElementVNode("button", {
            class: "secondary",
            onClick: $event => (viewer.lectern.showSecret())
          }, _toDisplayString(viewer.classroom.words.secret), 9, _hoisted_18), _createElementVNode("button", {
            class: "secondary",
            "data-first": "",
            onClick: $event => (viewer.closeDialog())
          }, _toDisplayString(viewer.classroom.words.close), 9, _hoisted_19)])
        ]))
      : _createCommentVNode("", true), (viewer.dialog === 'class-end')
      ? (_openBlock(), _createElementBlock("div", _hoisted_20, [_createElementVNode("h2", _hoisted_21, _toDisplayString(viewer.classroom.words.end_sure), 1), _createElementVNode("p", null, _toDisplayString(viewer.classroom.words.end_what), 1), _createElementVNode("div", _hoisted_22, [_createElementVNode("button", {
          class: "secondary",
          "data-first": "",
          onClick: $event => (viewer.closeDialog())
        }, _toDisplayString(viewer.classroom.words.go_on), 9, _hoisted_23), (viewer.asker.before.length)
          ? (_openBlock(), _createElementBlock("button", {
              key: 0,
              class: "secondary",
              onClick: $event => (viewer.asker.saveTable())
            }, _toDisplayString(viewer.classroom.words.asking.table), 9, _hoisted_24))
          : _createCommentVNode("", true), _createElementVNode("button", {
          class: "primary",
          onClick: $event => (viewer.lectern.end())
        }, _toDisplayString(viewer.classroom.words.end), 9, _hoisted_25)])]))
      : _createCommentVNode("", true)], 40, _hoisted_2)], 10, _hoisted_1))
  }
}
},
"39a4741cf3fe2f63": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = ["aria-label"]
const _hoisted_2 = { class: "panel-head" }
const _hoisted_3 = ["aria-label"]
const _hoisted_4 = ["aria-pressed", "onClick"]
const _hoisted_5 = ["aria-pressed", "onClick"]
const _hoisted_6 = ["aria-pressed", "onClick"]
const _hoisted_7 = ["aria-pressed", "onClick"]
const _hoisted_8 = ["aria-label", "onClick"]
const _hoisted_9 = { class: "panel-body" }
const _hoisted_10 = {
  key: 0,
  class: "hint"
}
const _hoisted_11 = { key: 1 }
const _hoisted_12 = {
  key: 0,
  class: "course"
}
const _hoisted_13 = ["lang"]
const _hoisted_14 = ["lang"]
const _hoisted_15 = { class: "course-progress" }
const _hoisted_16 = ["aria-label", "aria-valuemax", "aria-valuenow"]
const _hoisted_17 = ["innerHTML", "lang"]
const _hoisted_18 = ["onClick", "aria-current"]
const _hoisted_19 = ["onClick"]
const _hoisted_20 = {
  key: 2,
  class: "training-entry"
}
const _hoisted_21 = ["onClick", "aria-current"]
const _hoisted_22 = {
  key: 3,
  class: "quiet",
  role: "status"
}
const _hoisted_23 = ["onClick", "aria-current"]
const _hoisted_24 = ["lang"]
const _hoisted_25 = {
  key: 0,
  class: "lesson-progress"
}
const _hoisted_26 = ["lang"]
const _hoisted_27 = ["lang"]
const _hoisted_28 = ["aria-current", "onClick"]
const _hoisted_29 = { class: "number" }
const _hoisted_30 = {
  key: 4,
  class: "forget"
}
const _hoisted_31 = { class: "quiet" }
const _hoisted_32 = ["onClick"]
const _hoisted_33 = { key: 2 }
const _hoisted_34 = { class: "search" }
const _hoisted_35 = { class: "for-screen-readers" }
const _hoisted_36 = ["onUpdate:modelValue", "placeholder"]
const _hoisted_37 = {
  key: 0,
  class: "hint"
}
const _hoisted_38 = { class: "peel" }
const _hoisted_39 = ["max", "value", "aria-valuetext", "onInput"]
const _hoisted_40 = { class: "layer-row" }
const _hoisted_41 = ["aria-checked", "onClick", "aria-label"]
const _hoisted_42 = ["disabled", "aria-pressed", "aria-label", "title", "onClick"]
const _hoisted_43 = ["aria-expanded", "aria-label", "onClick"]
const _hoisted_44 = { key: 0 }
const _hoisted_45 = ["aria-pressed", "aria-label", "onClick"]
const _hoisted_46 = ["onClick"]
const _hoisted_47 = {
  key: 0,
  class: "tag"
}
const _hoisted_48 = ["lang"]
const _hoisted_49 = {
  key: 3,
  class: "people"
}
const _hoisted_50 = { id: "which-pelvis" }
const _hoisted_51 = {
  class: "segmented",
  role: "group",
  "aria-labelledby": "which-pelvis"
}
const _hoisted_52 = ["aria-pressed", "disabled", "onClick"]
const _hoisted_53 = { class: "quiet" }
const _hoisted_54 = {
  key: 0,
  "aria-labelledby": "sexes"
}
const _hoisted_55 = { id: "sexes" }
const _hoisted_56 = { class: "quiet" }
const _hoisted_57 = {
  class: "sexes",
  open: ""
}
const _hoisted_58 = {
  viewBox: "0 0 260 58",
  "aria-hidden": "true"
}
const _hoisted_59 = ["transform"]
const _hoisted_60 = ["transform"]
const _hoisted_61 = ["x", "text-anchor"]
const _hoisted_62 = ["transform"]
const _hoisted_63 = ["transform"]
const _hoisted_64 = ["x", "text-anchor"]
const _hoisted_65 = { class: "quiet" }
const _hoisted_66 = ["aria-expanded", "aria-label", "onClick"]
const _hoisted_67 = { class: "quiet" }
const _hoisted_68 = { key: 0 }
const _hoisted_69 = {
  key: 0,
  class: "citation",
  role: "status"
}
const _hoisted_70 = ["lang"]
const _hoisted_71 = ["href"]
const _hoisted_72 = ["lang"]
const _hoisted_73 = { key: 1 }
const _hoisted_74 = { class: "quiet" }
const _hoisted_75 = { class: "person-row" }
const _hoisted_76 = ["onClick"]
const _hoisted_77 = { key: 0 }
const _hoisted_78 = ["max", "value", "onChange"]
const _hoisted_79 = {
  key: 0,
  class: "person-lines",
  "aria-live": "polite"
}
const _hoisted_80 = { key: 2 }
const _hoisted_81 = { id: "whose-anatomy" }
const _hoisted_82 = { class: "quiet" }
const _hoisted_83 = {
  class: "studies",
  "aria-labelledby": "whose-anatomy"
}
const _hoisted_84 = ["lang", "aria-pressed", "onClick"]
const _hoisted_85 = {
  key: 0,
  class: "study-rows"
}
const _hoisted_86 = ["lang"]
const _hoisted_87 = { class: "sure" }
const _hoisted_88 = ["aria-expanded", "aria-label", "onClick"]
const _hoisted_89 = ["lang"]
const _hoisted_90 = {
  key: 0,
  class: "citation",
  role: "status"
}
const _hoisted_91 = ["lang"]
const _hoisted_92 = ["href"]
const _hoisted_93 = ["lang"]
const _hoisted_94 = {
  key: 4,
  class: "author"
}
const _hoisted_95 = { key: 0 }
const _hoisted_96 = {
  class: "quiet",
  role: "status"
}
const _hoisted_97 = { class: "problems" }
const _hoisted_98 = ["aria-label", "onClick"]
const _hoisted_99 = { id: "author-step" }
const _hoisted_100 = { class: "quiet" }
const _hoisted_101 = ["onClick"]
const _hoisted_102 = ["value", "onFocus"]
const _hoisted_103 = ["onClick"]

return function render(_ctx, _cache) {
  with (_ctx) {
    const { toDisplayString: _toDisplayString, createElementVNode: _createElementVNode, openBlock: _openBlock, createElementBlock: _createElementBlock, createCommentVNode: _createCommentVNode, normalizeStyle: _normalizeStyle, renderList: _renderList, Fragment: _Fragment, normalizeClass: _normalizeClass, vModelText: _vModelText, withDirectives: _withDirectives } = _Vue

    return (_openBlock(), _createElementBlock("nav", {
      class: "panel",
      "data-covers": "left",
      "aria-label": viewer.content.words.panel_of
    }, [_createElementVNode("div", _hoisted_2, [_createElementVNode("div", {
      class: "segmented",
      role: "group",
      "aria-label": viewer.content.words.panel
    }, [
      _createElementVNode("button", {
        "aria-pressed": viewer.panel === 'lessons',
        onClick: $event => (viewer.panel = 'lessons')
      }, _toDisplayString(viewer.content.words.lessons), 9, _hoisted_4),
      _createElementVNode("button", {
        "aria-pressed": viewer.panel === 'structures',
        onClick: $event => (viewer.panel = 'structures')
      }, _toDisplayString(viewer.content.words.structures), 9, _hoisted_5),
      _createElementVNode("button", {
        "aria-pressed": viewer.panel === 'people',
        onClick: $event => (viewer.panel = 'people')
      }, _toDisplayString(viewer.content.words.people), 9, _hoisted_6),
      (viewer.content.authoring)
        ? (_openBlock(), _createElementBlock("button", {
            key: 0,
            "aria-pressed": viewer.panel === 'author',
            onClick: $event => (viewer.panel = 'author')
          }, _toDisplayString(viewer.content.words.author), 9, _hoisted_7))
        : _createCommentVNode("", true)
    ], 8, _hoisted_3), _createElementVNode("button", {
      class: "plain",
      "aria-label": viewer.content.words.close_panel,
      onClick: $event => (viewer.panel = null)
    }, _cache[0] || (_cache[0] = [_createElementVNode("svg", {
      class: "icon",
      viewBox: "0 0 24 24",
      "aria-hidden": "true"
    }, [_createElementVNode("path", { d: "M6 6l12 12M18 6L6 18" })], -1)]), 8, _hoisted_8)]), _createElementVNode("div", _hoisted_9, [
      (viewer.hiding && ['structures', 'people'].includes(viewer.panel))
        ? (_openBlock(), _createElementBlock("p", _hoisted_10, _toDisplayString(viewer.content.words.hidden_while_asked), 1))
        : _createCommentVNode("", true),
      (viewer.panel === 'lessons')
        ? (_openBlock(), _createElementBlock("div", _hoisted_11, [
            (viewer.course)
              ? (_openBlock(), _createElementBlock("section", _hoisted_12, [
                  _createElementVNode("p", {
                    class: "eyebrow",
                    lang: viewer.courseLanguage('institution')
                  }, _toDisplayString(viewer.course.institution || viewer.content.product.name), 9, _hoisted_13),
                  _createElementVNode("h2", { lang: viewer.courseLanguage('title') }, _toDisplayString(viewer.course.title), 9, _hoisted_14),
                  _createElementVNode("div", _hoisted_15, [_createElementVNode("div", {
                    class: "progress",
                    role: "progressbar",
                    "aria-label": viewer.content.words.course_progress,
                    "aria-valuemin": "0",
                    "aria-valuemax": viewer.counts.steps,
                    "aria-valuenow": viewer.counts.seen
                  }, [_createElementVNode("div", { style: _normalizeStyle({width: 100 * viewer.counts.seen / viewer.counts.steps + '%'}) }, null, 4)], 8, _hoisted_16), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.progressWords, (line) => {
                    return (_openBlock(), _createElementBlock("p", {
                      class: "quiet",
                      key: line
                    }, _toDisplayString(line), 1))
                  }), 128))]),
                  (viewer.course.contact_html)
                    ? (_openBlock(), _createElementBlock("p", {
                        key: 0,
                        class: "quiet contact",
                        innerHTML: viewer.course.contact_html,
                        lang: viewer.courseLanguage('contact')
                      }, null, 8, _hoisted_17))
                    : _createCommentVNode("", true)
                ]))
              : _createCommentVNode("", true),
            _createElementVNode("button", {
              class: "row home",
              onClick: $event => (viewer.leaveLesson()),
              "aria-current": !viewer.lesson
            }, [_cache[1] || (_cache[1] = _createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M4 12l8-7 8 7M7 10v9h10v-9" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.explore), 1)], 8, _hoisted_18),
            (viewer.content.consult)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 1,
                  class: "row where-button",
                  onClick: $event => (viewer.consult.begin())
                }, [_cache[2] || (_cache[2] = _createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M12 3v5M12 16v5M3 12h5M16 12h5M12 10.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.consult.where), 1)], 8, _hoisted_19))
              : _createCommentVNode("", true),
            (viewer.content.training)
              ? (_openBlock(), _createElementBlock("section", _hoisted_20, [_createElementVNode("button", {
                  class: "row",
                  onClick: $event => (viewer.train()),
                  "aria-current": Boolean(viewer.training)
                }, [_cache[3] || (_cache[3] = _createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5M12 10.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z" })], -1)), _createElementVNode("span", null, [_createElementVNode("strong", null, _toDisplayString(viewer.content.words.train_title), 1), _createElementVNode("small", null, _toDisplayString(viewer.bestTraining === null ? viewer.content.words.train_summary : viewer.content.words.train_best.replace('{mm}', viewer.bestTraining)), 1)])], 8, _hoisted_21)]))
              : _createCommentVNode("", true),
            (!viewer.isHere('lessons'))
              ? (_openBlock(), _createElementBlock("p", _hoisted_22, _toDisplayString(viewer.content.words.loading_lessons), 1))
              : _createCommentVNode("", true),
            (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.content.lessons, (lesson) => {
              return (_openBlock(), _createElementBlock("section", {
                key: lesson.id,
                class: "lesson"
              }, [_createElementVNode("button", {
                class: "lesson-title",
                onClick: $event => (viewer.open(lesson.id)),
                "aria-current": viewer.lessonId === lesson.id
              }, [_createElementVNode("strong", { lang: viewer.foreign(lesson, 'title') }, _toDisplayString(lesson.title), 9, _hoisted_24), _createElementVNode("small", null, _toDisplayString(viewer.say('lesson_size', {steps: lesson.steps.length, minutes: lesson.minutes})), 1), (viewer.progressOf(lesson))
                ? (_openBlock(), _createElementBlock("small", _hoisted_25, _toDisplayString(viewer.progressOf(lesson)), 1))
                : _createCommentVNode("", true)], 8, _hoisted_23), (viewer.lessonId !== lesson.id)
                ? (_openBlock(), _createElementBlock("p", {
                    key: 0,
                    lang: viewer.foreign(lesson, 'summary')
                  }, _toDisplayString(lesson.summary), 9, _hoisted_26))
                : _createCommentVNode("", true), (viewer.lessonId === lesson.id && !viewer.hiding)
                ? (_openBlock(), _createElementBlock("ol", {
                    key: 1,
                    lang: viewer.foreign(lesson, 'title')
                  }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(lesson.steps, (step, number) => {
                    return (_openBlock(), _createElementBlock("li", { key: step.id }, [_createElementVNode("button", {
                      class: _normalizeClass({done: number < viewer.stepIndex}),
                      "aria-current": step.id === viewer.stepId ? 'step' : null,
                      onClick: $event => (viewer.open(lesson.id, step.id))
                    }, [_createElementVNode("span", _hoisted_29, _toDisplayString(number + 1), 1), _createElementVNode("span", null, _toDisplayString(viewer.wording(step.title)), 1)], 10, _hoisted_28)]))
                  }), 128))], 8, _hoisted_27))
                : _createCommentVNode("", true)]))
            }), 128)),
            (viewer.anyProgress)
              ? (_openBlock(), _createElementBlock("section", _hoisted_30, [_createElementVNode("p", _hoisted_31, _toDisplayString(viewer.content.words.progress_kept), 1), _createElementVNode("button", {
                  class: "secondary",
                  onClick: $event => (viewer.forgetProgress())
                }, _toDisplayString(viewer.content.words.progress_forget), 9, _hoisted_32)]))
              : _createCommentVNode("", true)
          ]))
        : _createCommentVNode("", true),
      (viewer.panel === 'structures' && !viewer.hiding)
        ? (_openBlock(), _createElementBlock("div", _hoisted_33, [
            _createElementVNode("label", _hoisted_34, [_cache[4] || (_cache[4] = _createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM20 20l-4.5-4.5" })], -1)), _createElementVNode("span", _hoisted_35, _toDisplayString(viewer.content.words.find_structure), 1), _withDirectives(_createElementVNode("input", {
              type: "search",
              "onUpdate:modelValue": $event => ((viewer.search) = $event),
              placeholder: viewer.content.words.find_hint
            }, null, 8, _hoisted_36), [[_vModelText, viewer.search]])]),
            (viewer.motorHint)
              ? (_openBlock(), _createElementBlock("p", _hoisted_37, _toDisplayString(viewer.content.words.motor_nerve_hint), 1))
              : _createCommentVNode("", true),
            _createElementVNode("label", _hoisted_38, [_createElementVNode("span", null, _toDisplayString(viewer.say('peel', {name: viewer.peels[viewer.peelLevel].name})), 1), _createElementVNode("input", {
              type: "range",
              min: "0",
              step: "1",
              max: viewer.peels.length - 1,
              value: viewer.peelLevel,
              "aria-valuetext": viewer.peels[viewer.peelLevel].name,
              onInput: $event => (viewer.peel($event.target.value))
            }, null, 40, _hoisted_39)]),
            (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.content.layers, (layer) => {
              return (_openBlock(), _createElementBlock("section", {
                key: layer.id,
                class: "layer"
              }, [_createElementVNode("div", _hoisted_40, [_createElementVNode("button", {
                class: "switch",
                role: "switch",
                "aria-checked": ({on: true, off: false, some: 'mixed'})[viewer.layerState(layer)],
                onClick: $event => (viewer.toggleLayer(layer)),
                "aria-label": viewer.say('show', {name: layer.name})
              }, [_createElementVNode("span", { class: _normalizeClass(["knob", viewer.layerState(layer)]) }, null, 2), _createElementVNode("strong", null, _toDisplayString(layer.name), 1)], 8, _hoisted_41), _createElementVNode("button", {
                class: "plain veil-switch",
                disabled: viewer.layerState(layer) === 'off',
                "aria-pressed": Boolean(viewer.veiled[layer.id]),
                "aria-label": viewer.say('see_through_layer', {name: layer.name}),
                title: viewer.content.words.see_through,
                onClick: $event => (viewer.toggleVeil(layer))
              }, _cache[5] || (_cache[5] = [_createElementVNode("svg", {
                class: "icon",
                viewBox: "0 0 24 24",
                "aria-hidden": "true"
              }, [_createElementVNode("path", { d: "M9 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 8a6 6 0 1 1-4.5 10" })], -1)]), 8, _hoisted_42), _createElementVNode("button", {
                class: "plain unfold",
                "aria-expanded": Boolean(viewer.search || viewer.unfolded[layer.id]),
                "aria-label": viewer.say('list_layer', {name: layer.name}),
                onClick: $event => (viewer.unfold(layer.id))
              }, _cache[6] || (_cache[6] = [_createElementVNode("svg", {
                class: "icon",
                viewBox: "0 0 24 24",
                "aria-hidden": "true"
              }, [_createElementVNode("path", { d: "M7 10l5 5 5-5" })], -1)]), 8, _hoisted_43)]), (viewer.search || viewer.unfolded[layer.id])
                ? (_openBlock(), _createElementBlock("ul", _hoisted_44, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(layer.structures, (id) => {
                    return (_openBlock(), _createElementBlock(_Fragment, { key: id }, [(viewer.matches(viewer.structureOf(id)))
                      ? (_openBlock(), _createElementBlock("li", {
                          key: 0,
                          class: _normalizeClass({picked: viewer.selected === id})
                        }, [_createElementVNode("button", {
                          class: "eye",
                          "aria-pressed": viewer.isVisible(id),
                          "aria-label": viewer.say('show', {name: viewer.structureOf(id).name}),
                          onClick: $event => (viewer.toggleStructure(id))
                        }, _cache[7] || (_cache[7] = [_createElementVNode("svg", {
                          class: "icon",
                          viewBox: "0 0 24 24",
                          "aria-hidden": "true"
                        }, [_createElementVNode("path", { d: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z" })], -1)]), 8, _hoisted_45), _createElementVNode("button", {
                          class: "name",
                          onClick: $event => (viewer.select(id))
                        }, [(viewer.structureOf(id).tag)
                          ? (_openBlock(), _createElementBlock("span", _hoisted_47, _toDisplayString(viewer.structureOf(id).tag), 1))
                          : _createCommentVNode("", true), _createElementVNode("span", { lang: viewer.foreign(viewer.structureOf(id), 'name') }, _toDisplayString(viewer.structureOf(id).name), 9, _hoisted_48)], 8, _hoisted_46)], 2))
                      : _createCommentVNode("", true)], 64))
                  }), 128))]))
                : _createCommentVNode("", true)]))
            }), 128))
          ]))
        : _createCommentVNode("", true),
      (viewer.panel === 'people' && !viewer.hiding)
        ? (_openBlock(), _createElementBlock("div", _hoisted_49, [
            _createElementVNode("section", null, [_createElementVNode("h3", _hoisted_50, _toDisplayString(viewer.content.words.which_pelvis), 1), _createElementVNode("div", _hoisted_51, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.content.forms, (form) => {
              return (_openBlock(), _createElementBlock("button", {
                key: form.id,
                "aria-pressed": viewer.form === form.id,
                disabled: viewer.formLoading,
                onClick: $event => (viewer.chooseForm(form.id))
              }, _toDisplayString(form.short), 9, _hoisted_52))
            }), 128))]), _createElementVNode("p", _hoisted_53, _toDisplayString(viewer.formNote), 1)]),
            (viewer.content.sexes && viewer.content.sexes.measures)
              ? (_openBlock(), _createElementBlock("section", _hoisted_54, [_createElementVNode("h3", _hoisted_55, _toDisplayString(viewer.content.words.sexes_title), 1), _createElementVNode("p", _hoisted_56, _toDisplayString(viewer.say('sexes_nearer', viewer.content.sexes)), 1), _createElementVNode("details", _hoisted_57, [
                  _createElementVNode("summary", null, _toDisplayString(viewer.say('sexes_most', {shown: viewer.content.sexes.measures.length})), 1),
                  _createElementVNode("ul", null, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.content.sexes.measures, (row) => {
                    return (_openBlock(), _createElementBlock("li", { key: row.id }, [
                      _createElementVNode("strong", null, _toDisplayString(row.name), 1),
                      (_openBlock(), _createElementBlock("svg", _hoisted_58, [
                        _createElementVNode("path", {
                          d: "M-81.0 -0.4L-76.5 -0.7L-72.0 -1.1L-67.5 -1.7L-63.0 -2.5L-58.5 -3.6L-54.0 -5.1L-49.5 -7.1L-45.0 -9.5L-40.5 -12.3L-36.0 -15.6L-31.5 -19.2L-27.0 -23.0L-22.5 -26.9L-18.0 -30.4L-13.5 -33.5L-9.0 -35.9L-4.5 -37.5L0.0 -38.0L4.5 -37.5L9.0 -35.9L13.5 -33.5L18.0 -30.4L22.5 -26.9L27.0 -23.0L31.5 -19.2L36.0 -15.6L40.5 -12.3L45.0 -9.5L49.5 -7.1L54.0 -5.1L58.5 -3.6L63.0 -2.5L67.5 -1.7L72.0 -1.1L76.5 -0.7L81.0 -0.4",
                          class: "women",
                          transform: `translate(${130 + 13.5 * row.published} 46)`
                        }, null, 8, _hoisted_59),
                        _createElementVNode("path", {
                          d: "M0 1l5 9h-10z",
                          class: "women form",
                          transform: `translate(${130 + 13.5 * row.drawn} 46)`
                        }, null, 8, _hoisted_60),
                        _createElementVNode("text", {
                          y: "16",
                          x: 130 + 13.5 * row.published + 26 * Math.sign(row.published),
                          "text-anchor": 1 * row.published < 0 ? 'end' : 'start'
                        }, _toDisplayString(viewer.content.words.women), 9, _hoisted_61),
                        _createElementVNode("path", {
                          d: "M-81.0 -0.4L-76.5 -0.7L-72.0 -1.1L-67.5 -1.7L-63.0 -2.5L-58.5 -3.6L-54.0 -5.1L-49.5 -7.1L-45.0 -9.5L-40.5 -12.3L-36.0 -15.6L-31.5 -19.2L-27.0 -23.0L-22.5 -26.9L-18.0 -30.4L-13.5 -33.5L-9.0 -35.9L-4.5 -37.5L0.0 -38.0L4.5 -37.5L9.0 -35.9L13.5 -33.5L18.0 -30.4L22.5 -26.9L27.0 -23.0L31.5 -19.2L36.0 -15.6L40.5 -12.3L45.0 -9.5L49.5 -7.1L54.0 -5.1L58.5 -3.6L63.0 -2.5L67.5 -1.7L72.0 -1.1L76.5 -0.7L81.0 -0.4",
                          class: "men",
                          transform: `translate(${130 + -13.5 * row.published} 46)`
                        }, null, 8, _hoisted_62),
                        _createElementVNode("path", {
                          d: "M0 1l5 9h-10z",
                          class: "men form",
                          transform: `translate(${130 + -13.5 * row.drawn} 46)`
                        }, null, 8, _hoisted_63),
                        _createElementVNode("text", {
                          y: "16",
                          x: 130 + -13.5 * row.published + -26 * Math.sign(row.published),
                          "text-anchor": -1 * row.published < 0 ? 'end' : 'start'
                        }, _toDisplayString(viewer.content.words.men), 9, _hoisted_64)
                      ])),
                      _createElementVNode("p", _hoisted_65, _toDisplayString(viewer.say('sexes_row', viewer.inNumbers(row))), 1),
                      (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(row.sources, (key) => {
                        return (_openBlock(), _createElementBlock("button", {
                          key: key,
                          class: "source",
                          "aria-expanded": viewer.source === key,
                          "aria-label": viewer.say('source', {key}),
                          onClick: $event => (viewer.showSource(key))
                        }, _toDisplayString(key), 9, _hoisted_66))
                      }), 128))
                    ]))
                  }), 128))]),
                  _createElementVNode("p", _hoisted_67, _toDisplayString(viewer.content.words.sexes_marks), 1),
                  (!viewer.studyId)
                    ? (_openBlock(), _createElementBlock("div", _hoisted_68, [(viewer.source && viewer.content.sources[viewer.source])
                        ? (_openBlock(), _createElementBlock("div", _hoisted_69, [
                            _createElementVNode("strong", null, _toDisplayString(viewer.source), 1),
                            _createElementVNode("span", { lang: viewer.foreign(viewer.content.sources[viewer.source], 'text') }, _toDisplayString(viewer.content.sources[viewer.source].text), 9, _hoisted_70),
                            (viewer.content.sources[viewer.source].doi)
                              ? (_openBlock(), _createElementBlock("a", {
                                  key: 0,
                                  href: 'https://doi.org/' + viewer.content.sources[viewer.source].doi,
                                  target: "_blank",
                                  rel: "noreferrer noopener"
                                }, " doi:" + _toDisplayString(viewer.content.sources[viewer.source].doi), 9, _hoisted_71))
                              : _createCommentVNode("", true),
                            _createElementVNode("small", { lang: viewer.foreign(viewer.content.sources[viewer.source], 'read') }, _toDisplayString(viewer.content.sources[viewer.source].read), 9, _hoisted_72)
                          ]))
                        : _createCommentVNode("", true)]))
                    : _createCommentVNode("", true)
                ])]))
              : _createCommentVNode("", true),
            (viewer.content.people.count)
              ? (_openBlock(), _createElementBlock("section", _hoisted_73, [
                  _createElementVNode("h3", null, _toDisplayString(viewer.content.words.another_person_title), 1),
                  _createElementVNode("p", _hoisted_74, _toDisplayString(viewer.content.words.another_person), 1),
                  _createElementVNode("div", _hoisted_75, [_createElementVNode("button", {
                    class: "primary",
                    onClick: $event => (viewer.anotherPerson())
                  }, [_cache[8] || (_cache[8] = _createElementVNode("svg", {
                    class: "icon",
                    viewBox: "0 0 24 24",
                    "aria-hidden": "true"
                  }, [_createElementVNode("path", { d: "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 19a5.5 5.5 0 0 1 11 0M16 5.5a3 3 0 0 1 0 5.4M17 14l3 5" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.seed ? viewer.content.words.next_person : viewer.content.words.draw_person), 1)], 8, _hoisted_76), (viewer.seed)
                    ? (_openBlock(), _createElementBlock("label", _hoisted_77, [_createElementVNode("span", null, _toDisplayString(viewer.content.words.person_number), 1), _createElementVNode("input", {
                        type: "number",
                        min: "1",
                        max: viewer.content.people.count,
                        value: viewer.seed,
                        onChange: $event => (viewer.choosePerson(Number($event.target.value)))
                      }, null, 40, _hoisted_78)]))
                    : _createCommentVNode("", true)]),
                  (viewer.seed)
                    ? (_openBlock(), _createElementBlock("ul", _hoisted_79, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.anatomy.lines, (line) => {
                        return (_openBlock(), _createElementBlock("li", { key: line }, _toDisplayString(line), 1))
                      }), 128))]))
                    : _createCommentVNode("", true)
                ]))
              : _createCommentVNode("", true),
            (viewer.content.studies.length)
              ? (_openBlock(), _createElementBlock("section", _hoisted_80, [_createElementVNode("h3", _hoisted_81, _toDisplayString(viewer.content.words.whose_anatomy_title), 1), _createElementVNode("p", _hoisted_82, _toDisplayString(viewer.content.words.whose_anatomy), 1), _createElementVNode("ul", _hoisted_83, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.content.studies, (study) => {
                  return (_openBlock(), _createElementBlock("li", { key: study.id }, [_createElementVNode("button", {
                    class: "study",
                    lang: viewer.foreign(study, 'title'),
                    "aria-pressed": viewer.studyId === study.id,
                    onClick: $event => (viewer.chooseStudy(study.id))
                  }, _toDisplayString(study.title), 9, _hoisted_84), (viewer.studyId === study.id)
                    ? (_openBlock(), _createElementBlock("div", _hoisted_85, [_createElementVNode("dl", { lang: viewer.foreign(study, 'rows') }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(study.rows, (row, number) => {
                        return (_openBlock(), _createElementBlock("div", { key: number }, [_createElementVNode("dt", null, _toDisplayString(row.distance), 1), _createElementVNode("dd", null, [
                          _createElementVNode("strong", null, _toDisplayString(row.figure + ' '), 1),
                          _createElementVNode("span", null, _toDisplayString(row.kind ? row.kind + '; ' : '') + _toDisplayString([row.sample, row.age, row.method].filter(Boolean).join(', ')), 1),
                          _createElementVNode("small", _hoisted_87, _toDisplayString(row.moves ? '' : viewer.content.words.not_placing + ' ') + _toDisplayString(row.sure), 1),
                          (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(row.sources, (key) => {
                            return (_openBlock(), _createElementBlock("button", {
                              key: key,
                              class: "source",
                              "aria-expanded": viewer.source === key,
                              "aria-label": viewer.say('source', {key}),
                              onClick: $event => (viewer.showSource(key))
                            }, _toDisplayString(key), 9, _hoisted_88))
                          }), 128))
                        ])]))
                      }), 128))], 8, _hoisted_86), _createElementVNode("p", {
                        class: "quiet",
                        lang: viewer.foreign(study, 'note')
                      }, _toDisplayString(study.note), 9, _hoisted_89), (viewer.source && viewer.content.sources[viewer.source])
                        ? (_openBlock(), _createElementBlock("div", _hoisted_90, [
                            _createElementVNode("strong", null, _toDisplayString(viewer.source), 1),
                            _createElementVNode("span", { lang: viewer.foreign(viewer.content.sources[viewer.source], 'text') }, _toDisplayString(viewer.content.sources[viewer.source].text), 9, _hoisted_91),
                            (viewer.content.sources[viewer.source].doi)
                              ? (_openBlock(), _createElementBlock("a", {
                                  key: 0,
                                  href: 'https://doi.org/' + viewer.content.sources[viewer.source].doi,
                                  target: "_blank",
                                  rel: "noreferrer noopener"
                                }, " doi:" + _toDisplayString(viewer.content.sources[viewer.source].doi), 9, _hoisted_92))
                              : _createCommentVNode("", true),
                            _createElementVNode("small", { lang: viewer.foreign(viewer.content.sources[viewer.source], 'read') }, _toDisplayString(viewer.content.sources[viewer.source].read), 9, _hoisted_93)
                          ]))
                        : _createCommentVNode("", true)]))
                    : _createCommentVNode("", true)]))
                }), 128))])]))
              : _createCommentVNode("", true)
          ]))
        : _createCommentVNode("", true),
      (viewer.panel === 'author')
        ? (_openBlock(), _createElementBlock("div", _hoisted_94, [(viewer.preview)
            ? (_openBlock(), _createElementBlock("section", _hoisted_95, [_createElementVNode("h3", null, _toDisplayString(viewer.content.words.author_file.replace('{name}', viewer.preview.lesson)), 1), _createElementVNode("p", _hoisted_96, _toDisplayString(viewer.preview.problems.length ? viewer.content.words.author_mend : viewer.content.words.author_fine), 1), _createElementVNode("ul", _hoisted_97, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.preview.problems, (problem) => {
                return (_openBlock(), _createElementBlock("li", { key: problem.text }, [_createElementVNode("span", null, _toDisplayString(problem.text), 1), (problem.step && problem.step !== viewer.stepId)
                  ? (_openBlock(), _createElementBlock("button", {
                      key: 0,
                      class: "link",
                      "aria-label": viewer.content.words.author_go + ': ' + problem.step,
                      onClick: $event => (viewer.goToProblem(problem))
                    }, _toDisplayString(viewer.content.words.author_go), 9, _hoisted_98))
                  : _createCommentVNode("", true)]))
              }), 128))])]))
            : _createCommentVNode("", true), _createElementVNode("section", null, [
            _createElementVNode("h3", _hoisted_99, _toDisplayString(viewer.content.words.author_step), 1),
            _createElementVNode("p", _hoisted_100, _toDisplayString(viewer.content.words.author_how), 1),
            _createElementVNode("button", {
              class: "primary",
              onClick: $event => (viewer.writeStep())
            }, [_cache[9] || (_cache[9] = _createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M5 5h14v15H5zM9 9h6M9 13h6M9 17h3" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.author_write), 1)], 8, _hoisted_101),
            (viewer.stepText)
              ? (_openBlock(), _createElementBlock("textarea", {
                  key: 0,
                  value: viewer.stepText,
                  readonly: "",
                  rows: "14",
                  spellcheck: "false",
                  wrap: "off",
                  "aria-labelledby": "author-step",
                  onFocus: $event => ($event.target.select())
                }, null, 40, _hoisted_102))
              : _createCommentVNode("", true),
            (viewer.stepText)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 1,
                  class: "secondary",
                  onClick: $event => (viewer.copyStep())
                }, [_createElementVNode("span", null, _toDisplayString(viewer.content.words.author_copy), 1)], 8, _hoisted_103))
              : _createCommentVNode("", true)
          ])]))
        : _createCommentVNode("", true)
    ])], 8, _hoisted_1))
  }
}
},
"5c9568a42a55e8da": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = ["aria-label"]
const _hoisted_2 = { class: "card-head" }
const _hoisted_3 = {
  class: "card-title",
  tabindex: "-1"
}
const _hoisted_4 = ["aria-label", "onClick"]
const _hoisted_5 = ["aria-label"]
const _hoisted_6 = ["onClick"]
const _hoisted_7 = {
  key: 1,
  class: "quiet"
}
const _hoisted_8 = { class: "eyebrow" }
const _hoisted_9 = { class: "put-list" }
const _hoisted_10 = ["innerHTML", "onClick"]
const _hoisted_11 = ["onSubmit"]
const _hoisted_12 = ["aria-label"]
const _hoisted_13 = ["aria-pressed", "onClick"]
const _hoisted_14 = ["aria-pressed", "onClick"]
const _hoisted_15 = ["aria-pressed", "onClick"]
const _hoisted_16 = ["onUpdate:modelValue"]
const _hoisted_17 = ["aria-label"]
const _hoisted_18 = ["aria-pressed", "onClick"]
const _hoisted_19 = ["aria-pressed", "onClick"]
const _hoisted_20 = ["onUpdate:modelValue"]
const _hoisted_21 = ["value"]
const _hoisted_22 = ["value"]
const _hoisted_23 = ["onUpdate:modelValue"]
const _hoisted_24 = { class: "put-several" }
const _hoisted_25 = ["onUpdate:modelValue"]
const _hoisted_26 = {
  key: 2,
  class: "put-wrong",
  role: "alert"
}
const _hoisted_27 = {
  type: "submit",
  class: "primary"
}
const _hoisted_28 = {
  key: 1,
  class: "quiet"
}
const _hoisted_29 = { key: 2 }
const _hoisted_30 = { class: "put-list" }
const _hoisted_31 = ["aria-label", "onClick"]
const _hoisted_32 = ["onClick"]

return function render(_ctx, _cache) {
  with (_ctx) {
    const { toDisplayString: _toDisplayString, createElementVNode: _createElementVNode, openBlock: _openBlock, createElementBlock: _createElementBlock, createCommentVNode: _createCommentVNode, renderList: _renderList, Fragment: _Fragment, vModelText: _vModelText, withDirectives: _withDirectives, vModelSelect: _vModelSelect, vModelCheckbox: _vModelCheckbox, withModifiers: _withModifiers } = _Vue

    return (_openBlock(), _createElementBlock("article", {
      class: "card put-card",
      id: "text",
      "aria-label": viewer.classroom.words.asking[viewer.classroom.over ? 'answers' : 'ask']
    }, [_createElementVNode("div", _hoisted_2, [_createElementVNode("h2", _hoisted_3, _toDisplayString(viewer.classroom.words.asking[viewer.classroom.over ? 'answers' : 'ask']), 1), _createElementVNode("button", {
      class: "plain",
      "aria-label": viewer.classroom.words.asking.close,
      onClick: $event => (viewer.asker.togglePanel())
    }, _cache[0] || (_cache[0] = [_createElementVNode("svg", {
      class: "icon",
      viewBox: "0 0 24 24",
      "aria-hidden": "true"
    }, [_createElementVNode("path", { d: "M6 6l12 12M18 6L6 18" })], -1)]), 8, _hoisted_4)]), _createElementVNode("div", {
      class: "card-body",
      tabindex: "0",
      role: "group",
      "aria-label": viewer.classroom.words.asking[viewer.classroom.over ? 'answers' : 'ask']
    }, [(!viewer.classroom.over)
      ? (_openBlock(), _createElementBlock(_Fragment, { key: 0 }, [_createElementVNode("section", null, [
          (viewer.asker.questions.length)
            ? (_openBlock(), _createElementBlock("button", {
                key: 0,
                class: "secondary",
                onClick: $event => (viewer.asker.goToMaking())
              }, _toDisplayString(viewer.classroom.words.asking.make_one), 9, _hoisted_6))
            : _createCommentVNode("", true),
          _createElementVNode("h3", null, _toDisplayString(viewer.classroom.words.asking.of_lesson), 1),
          (!viewer.asker.questions.length)
            ? (_openBlock(), _createElementBlock("p", _hoisted_7, _toDisplayString(viewer.lesson ? viewer.classroom.words.asking.none : viewer.classroom.words.asking.no_lesson), 1))
            : _createCommentVNode("", true),
          (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.asker.questions, (group) => {
            return (_openBlock(), _createElementBlock(_Fragment, { key: group.step.id }, [_createElementVNode("p", _hoisted_8, _toDisplayString(viewer.wording(group.step.title)) + _toDisplayString(group.here ? ' · ' + viewer.classroom.words.asking.here : ''), 1), _createElementVNode("ul", _hoisted_9, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(group.questions, (question) => {
              return (_openBlock(), _createElementBlock("li", { key: question.id }, [_createElementVNode("button", {
                class: "row",
                innerHTML: viewer.wording(question.prompt),
                onClick: $event => (viewer.asker.putQuestion(group.step, question))
              }, null, 8, _hoisted_10)]))
            }), 128))])], 64))
          }), 128))
        ]), _createElementVNode("form", {
          class: "put-form",
          onSubmit: _withModifiers($event => (viewer.asker.putMade()), ["prevent"])
        }, [
          _createElementVNode("h3", null, _toDisplayString(viewer.classroom.words.asking.make), 1),
          _createElementVNode("div", {
            class: "segmented",
            role: "group",
            "aria-label": viewer.classroom.words.asking.kind
          }, [_createElementVNode("button", {
            type: "button",
            "aria-pressed": viewer.asker.making.kind === 'press',
            onClick: $event => {viewer.asker.making.kind = 'press'; viewer.asker.wrong = ''}
          }, _toDisplayString(viewer.classroom.words.asking.kinds.press), 9, _hoisted_13), _createElementVNode("button", {
            type: "button",
            "aria-pressed": viewer.asker.making.kind === 'find',
            onClick: $event => {viewer.asker.making.kind = 'find'; viewer.asker.wrong = ''}
          }, _toDisplayString(viewer.classroom.words.asking.kinds.find), 9, _hoisted_14), _createElementVNode("button", {
            type: "button",
            "aria-pressed": viewer.asker.making.kind === 'choose',
            onClick: $event => {viewer.asker.making.kind = 'choose'; viewer.asker.wrong = ''}
          }, _toDisplayString(viewer.classroom.words.asking.kinds.choose), 9, _hoisted_15)], 8, _hoisted_12),
          _createElementVNode("label", null, [_createElementVNode("span", null, _toDisplayString(viewer.classroom.words.asking.text), 1), _withDirectives(_createElementVNode("input", {
            type: "text",
            maxlength: "300",
            autocomplete: "off",
            "onUpdate:modelValue": $event => ((viewer.asker.making.text) = $event)
          }, null, 8, _hoisted_16), [[_vModelText, viewer.asker.making.text]])]),
          (viewer.asker.making.kind === 'press')
            ? (_openBlock(), _createElementBlock(_Fragment, { key: 0 }, [_createElementVNode("div", {
                class: "segmented",
                role: "group",
                "aria-label": viewer.classroom.words.asking.on
              }, [_createElementVNode("button", {
                type: "button",
                "aria-pressed": viewer.asker.making.on === 'skin',
                onClick: $event => (viewer.asker.making.on = 'skin')
              }, _toDisplayString(viewer.classroom.words.asking.ons.skin), 9, _hoisted_18), _createElementVNode("button", {
                type: "button",
                "aria-pressed": viewer.asker.making.on === 'bone',
                onClick: $event => (viewer.asker.making.on = 'bone')
              }, _toDisplayString(viewer.classroom.words.asking.ons.bone), 9, _hoisted_19)], 8, _hoisted_17), _createElementVNode("label", null, [_createElementVNode("span", null, _toDisplayString(viewer.classroom.words.asking.target), 1), _withDirectives(_createElementVNode("select", { "onUpdate:modelValue": $event => ((viewer.asker.making.target) = $event) }, [_createElementVNode("option", { value: null }, _toDisplayString(viewer.classroom.words.asking.no_target), 9, _hoisted_21), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.asker.targets, (point) => {
                return (_openBlock(), _createElementBlock("option", {
                  key: point.id,
                  value: point.id
                }, _toDisplayString(point.name), 9, _hoisted_22))
              }), 128))], 8, _hoisted_20), [[_vModelSelect, viewer.asker.making.target]])])], 64))
            : _createCommentVNode("", true),
          (viewer.asker.making.kind === 'choose')
            ? (_openBlock(), _createElementBlock(_Fragment, { key: 1 }, [_createElementVNode("label", null, [_createElementVNode("span", null, _toDisplayString(viewer.classroom.words.asking.lines), 1), _withDirectives(_createElementVNode("textarea", {
                rows: "4",
                "onUpdate:modelValue": $event => ((viewer.asker.lines) = $event)
              }, null, 8, _hoisted_23), [[_vModelText, viewer.asker.lines]])]), _createElementVNode("label", _hoisted_24, [_withDirectives(_createElementVNode("input", {
                type: "checkbox",
                "onUpdate:modelValue": $event => ((viewer.asker.making.several) = $event)
              }, null, 8, _hoisted_25), [[_vModelCheckbox, viewer.asker.making.several]]), _createElementVNode("span", null, _toDisplayString(viewer.classroom.words.asking.several), 1)])], 64))
            : _createCommentVNode("", true),
          (viewer.asker.wrong)
            ? (_openBlock(), _createElementBlock("p", _hoisted_26, _toDisplayString(viewer.asker.wrong), 1))
            : _createCommentVNode("", true),
          _createElementVNode("button", _hoisted_27, _toDisplayString(viewer.classroom.words.asking.put), 1)
        ], 40, _hoisted_11)], 64))
      : _createCommentVNode("", true), (viewer.classroom.over && !viewer.asker.before.length)
      ? (_openBlock(), _createElementBlock("p", _hoisted_28, _toDisplayString(viewer.classroom.words.asking.none_asked), 1))
      : _createCommentVNode("", true), (viewer.asker.before.length)
      ? (_openBlock(), _createElementBlock("section", _hoisted_29, [_createElementVNode("h3", null, _toDisplayString(viewer.classroom.words.asking.before), 1), _createElementVNode("ul", _hoisted_30, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.asker.before, (question) => {
          return (_openBlock(), _createElementBlock("li", { key: question.id }, [_createElementVNode("button", {
            class: "row",
            "aria-label": viewer.classroom.words.asking.again.replace('{question}', () => question.text || question.id),
            onClick: $event => (viewer.asker.putAgain(question))
          }, _toDisplayString(question.text || question.id), 9, _hoisted_31)]))
        }), 128))]), _createElementVNode("button", {
          class: "secondary",
          onClick: $event => (viewer.asker.saveTable())
        }, _toDisplayString(viewer.classroom.words.asking.table), 9, _hoisted_32)]))
      : _createCommentVNode("", true)], 8, _hoisted_5)], 8, _hoisted_1))
  }
}
},
"c150cd92474e7601": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = ["aria-label"]
const _hoisted_2 = ["aria-label"]
const _hoisted_3 = { class: "eyebrow" }
const _hoisted_4 = { class: "asked-stand" }
const _hoisted_5 = {
  class: "card-title quiz-prompt",
  tabindex: "-1"
}
const _hoisted_6 = {
  key: 0,
  class: "quiet"
}
const _hoisted_7 = { class: "asked-count" }
const _hoisted_8 = { class: "asked-actions" }
const _hoisted_9 = ["onClick"]
const _hoisted_10 = ["onClick"]
const _hoisted_11 = ["onClick"]
const _hoisted_12 = ["onClick"]
const _hoisted_13 = ["onClick"]
const _hoisted_14 = ["onClick"]
const _hoisted_15 = ["onClick"]
const _hoisted_16 = ["onClick"]
const _hoisted_17 = ["onClick"]
const _hoisted_18 = ["onClick"]
const _hoisted_19 = ["aria-label"]
const _hoisted_20 = {
  key: 0,
  class: "quiet"
}
const _hoisted_21 = ["role", "aria-checked", "disabled", "aria-pressed", "onClick"]
const _hoisted_22 = {
  key: 0,
  class: "tick",
  "aria-hidden": "true"
}
const _hoisted_23 = ["innerHTML"]
const _hoisted_24 = { key: 1 }
const _hoisted_25 = ["innerHTML"]
const _hoisted_26 = ["disabled", "onClick"]
const _hoisted_27 = { key: 1 }
const _hoisted_28 = { class: "quiet" }
const _hoisted_29 = ["aria-label"]
const _hoisted_30 = ["aria-label", "aria-pressed", "onFocus", "onMouseenter", "onClick"]
const _hoisted_31 = {
  key: 0,
  class: "quiet"
}
const _hoisted_32 = { key: 2 }
const _hoisted_33 = ["aria-label"]
const _hoisted_34 = { class: "number" }
const _hoisted_35 = ["innerHTML"]
const _hoisted_36 = ["disabled", "aria-label", "onClick"]
const _hoisted_37 = ["disabled", "aria-label", "onClick"]
const _hoisted_38 = ["onClick"]
const _hoisted_39 = { key: 3 }
const _hoisted_40 = { class: "quiet" }
const _hoisted_41 = ["aria-label"]
const _hoisted_42 = ["aria-label", "onClick"]
const _hoisted_43 = ["aria-label", "onClick"]
const _hoisted_44 = ["aria-label", "onClick"]
const _hoisted_45 = ["aria-label", "onClick"]
const _hoisted_46 = ["onClick"]
const _hoisted_47 = {
  key: 0,
  class: "quiet"
}
const _hoisted_48 = {
  key: 1,
  class: "asked-standing",
  role: "status"
}
const _hoisted_49 = {
  key: 3,
  class: "tally"
}
const _hoisted_50 = { class: "tally-count" }
const _hoisted_51 = ["aria-label"]
const _hoisted_52 = { class: "tally-name" }
const _hoisted_53 = { key: 0 }
const _hoisted_54 = { key: 1 }
const _hoisted_55 = {
  class: "tally-bar",
  "aria-hidden": "true"
}
const _hoisted_56 = ["aria-label"]
const _hoisted_57 = { class: "number" }
const _hoisted_58 = { class: "tally-name" }
const _hoisted_59 = ["aria-label"]
const _hoisted_60 = ["aria-label"]
const _hoisted_61 = {
  key: 2,
  class: "tally-figures"
}
const _hoisted_62 = {
  key: 3,
  class: "tally-signs"
}
const _hoisted_63 = ["aria-expanded", "aria-label", "onClick"]
const _hoisted_64 = {
  key: 0,
  class: "citation",
  role: "status"
}
const _hoisted_65 = ["lang"]
const _hoisted_66 = ["href"]
const _hoisted_67 = ["lang"]
const _hoisted_68 = ["innerHTML"]
const _hoisted_69 = ["onClick"]

return function render(_ctx, _cache) {
  with (_ctx) {
    const { toDisplayString: _toDisplayString, createElementVNode: _createElementVNode, openBlock: _openBlock, createElementBlock: _createElementBlock, createCommentVNode: _createCommentVNode, Fragment: _Fragment, renderList: _renderList, normalizeClass: _normalizeClass, normalizeStyle: _normalizeStyle } = _Vue

    return (_openBlock(), _createElementBlock("article", {
      class: _normalizeClass(["card asked-card", {leads: viewer.posed.leads}]),
      id: "text",
      "aria-label": viewer.classroom.words.asking.title
    }, [_createElementVNode("div", {
      class: "card-body",
      tabindex: "0",
      role: "group",
      "aria-label": viewer.classroom.words.asking.title
    }, [
      _createElementVNode("p", _hoisted_3, [_createElementVNode("span", null, _toDisplayString(viewer.classroom.words.asking.title), 1), _createElementVNode("span", _hoisted_4, _toDisplayString(viewer.classroom.words.asking[viewer.posed.shown ? 'is_shown' : viewer.posed.closed ? 'is_closed' : 'is_open']), 1)]),
      _createElementVNode("h2", _hoisted_5, _toDisplayString(viewer.posed.prompt), 1),
      (viewer.graphics !== 'here' && ['find', 'press', 'identify'].includes(viewer.question.kind))
        ? (_openBlock(), _createElementBlock("p", _hoisted_6, _toDisplayString(viewer.content.words.needs_picture), 1))
        : _createCommentVNode("", true),
      (viewer.posed.leads)
        ? (_openBlock(), _createElementBlock(_Fragment, { key: 1 }, [_createElementVNode("p", _hoisted_7, [_createElementVNode("strong", null, _toDisplayString(viewer.classroom.over ? viewer.posed.counted : viewer.classroom.words.asking.count.replace('{count}', viewer.posed.count).replace('{here}', viewer.classroom.room?.here ?? 0)), 1), _createElementVNode("span", null, _toDisplayString(viewer.classroom.words.asking.have_answered), 1)]), _createElementVNode("div", _hoisted_8, [
            (!viewer.classroom.over && !viewer.posed.closed)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 0,
                  class: "primary",
                  onClick: $event => (viewer.asker.closeQuestion())
                }, _toDisplayString(viewer.classroom.words.asking.close_question), 9, _hoisted_9))
              : _createCommentVNode("", true),
            (!viewer.classroom.over && viewer.posed.closed && !viewer.posed.shown)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 1,
                  class: "primary",
                  onClick: $event => (viewer.asker.showToAll())
                }, _toDisplayString(viewer.classroom.words.asking.show), 9, _hoisted_10))
              : _createCommentVNode("", true),
            (viewer.classroom.over || viewer.posed.shown)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 2,
                  class: "primary",
                  onClick: $event => (viewer.asker.endQuestion())
                }, _toDisplayString(viewer.classroom.words.asking.end), 9, _hoisted_11))
              : _createCommentVNode("", true),
            (!viewer.posed.seen)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 3,
                  class: "secondary",
                  onClick: $event => (viewer.asker.see(true))
                }, _toDisplayString(viewer.classroom.words.asking.see), 9, _hoisted_12))
              : _createCommentVNode("", true),
            (!viewer.classroom.over && viewer.posed.seen && !viewer.posed.shown)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 4,
                  class: "secondary",
                  onClick: $event => (viewer.asker.see(false))
                }, _toDisplayString(viewer.classroom.words.asking.unsee), 9, _hoisted_13))
              : _createCommentVNode("", true),
            (!viewer.classroom.over && !viewer.posed.closed)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 5,
                  class: "secondary",
                  onClick: $event => (viewer.asker.showToAll())
                }, _toDisplayString(viewer.classroom.words.asking.show), 9, _hoisted_14))
              : _createCommentVNode("", true),
            (!viewer.classroom.over && viewer.posed.shown)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 6,
                  class: "secondary",
                  onClick: $event => (viewer.asker.hideFromAll())
                }, _toDisplayString(viewer.classroom.words.asking.hide), 9, _hoisted_15))
              : _createCommentVNode("", true),
            (!viewer.classroom.over && viewer.posed.closed)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 7,
                  class: "secondary",
                  onClick: $event => (viewer.asker.openAgain())
                }, _toDisplayString(viewer.classroom.words.asking.open_again), 9, _hoisted_16))
              : _createCommentVNode("", true),
            (viewer.posed.seen && viewer.posed.results)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 8,
                  class: "secondary",
                  onClick: $event => (viewer.asker.savePicture())
                }, _toDisplayString(viewer.classroom.words.asking.picture), 9, _hoisted_17))
              : _createCommentVNode("", true),
            (!viewer.classroom.over && !viewer.posed.shown)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 9,
                  class: "secondary",
                  onClick: $event => (viewer.asker.endQuestion())
                }, _toDisplayString(viewer.classroom.words.asking.end), 9, _hoisted_18))
              : _createCommentVNode("", true)
          ])], 64))
        : (_openBlock(), _createElementBlock(_Fragment, { key: 2 }, [(!viewer.posed.shown)
            ? (_openBlock(), _createElementBlock(_Fragment, { key: 0 }, [
                (viewer.question.options)
                  ? (_openBlock(), _createElementBlock("div", {
                      key: 0,
                      role: "group",
                      "aria-label": viewer.content.words.quiz_answers,
                      class: "quiz-options"
                    }, [(viewer.question.several)
                      ? (_openBlock(), _createElementBlock("p", _hoisted_20, _toDisplayString(viewer.content.words.quiz_several), 1))
                      : _createCommentVNode("", true), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.question.options, (option) => {
                      return (_openBlock(), _createElementBlock("div", { key: option.id }, [_createElementVNode("button", {
                        class: _normalizeClass(["quiz-option", viewer.optionMark(option)]),
                        role: viewer.question.several ? 'checkbox' : null,
                        "aria-checked": viewer.question.several ? String(Boolean(viewer.asking.chosen[option.id])) : null,
                        disabled: Boolean(viewer.asking.result || viewer.asking.put?.shut),
                        "aria-pressed": viewer.asking.put && !viewer.question.several ? String(Boolean(viewer.asking.chosen[option.id])) : null,
                        onClick: $event => (viewer.choose(option))
                      }, [(viewer.question.several)
                        ? (_openBlock(), _createElementBlock("span", _hoisted_22))
                        : _createCommentVNode("", true), _createElementVNode("span", { innerHTML: viewer.wording(option.text) }, null, 8, _hoisted_23), (viewer.optionMark(option) && viewer.asking.result)
                        ? (_openBlock(), _createElementBlock("strong", _hoisted_24, _toDisplayString(viewer.content.words.quiz_option_marks[viewer.optionMark(option)]), 1))
                        : _createCommentVNode("", true)], 10, _hoisted_21), (viewer.asking.result && viewer.asking.chosen[option.id] && option.feedback)
                        ? (_openBlock(), _createElementBlock("p", {
                            key: 0,
                            class: "quiz-feedback",
                            innerHTML: viewer.wording(option.feedback)
                          }, null, 8, _hoisted_25))
                        : _createCommentVNode("", true)]))
                    }), 128)), (viewer.question.several && !viewer.asking.result && !viewer.asking.put?.shut)
                      ? (_openBlock(), _createElementBlock("button", {
                          key: 1,
                          class: "primary",
                          disabled: !Object.values(viewer.asking.chosen).some(Boolean),
                          onClick: $event => (viewer.check())
                        }, _toDisplayString(viewer.classroom.words.asking.send), 9, _hoisted_26))
                      : _createCommentVNode("", true)], 8, _hoisted_19))
                  : _createCommentVNode("", true),
                (viewer.question.kind === 'find' && !viewer.asking.result && !viewer.asking.put?.shut)
                  ? (_openBlock(), _createElementBlock("div", _hoisted_27, [_createElementVNode("p", _hoisted_28, _toDisplayString(viewer.classroom.words.asking.find_where), 1), _createElementVNode("div", {
                      class: "quiz-places",
                      role: "group",
                      "aria-label": viewer.content.words.quiz_places
                    }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.question.among, (one, number) => {
                      return (_openBlock(), _createElementBlock("button", {
                        key: one.id,
                        "aria-label": viewer.content.words.quiz_place.replace('{number}', number + 1).replace('{place}', one.place),
                        "aria-pressed": (viewer.asking.put ? viewer.asking.chosenId : viewer.asking.pointed) === one.id,
                        onFocus: $event => (viewer.pointAt(one.id)),
                        onMouseenter: $event => (viewer.pointAt(one.id)),
                        onClick: $event => (viewer.found(one.id))
                      }, _toDisplayString(number + 1), 41, _hoisted_30))
                    }), 128))], 8, _hoisted_29), (viewer.asking.pointed || viewer.asking.chosenId)
                      ? (_openBlock(), _createElementBlock("p", _hoisted_31, _toDisplayString(viewer.question.among.find((one) => one.id === (viewer.asking.pointed || viewer.asking.chosenId))?.place), 1))
                      : _createCommentVNode("", true)]))
                  : _createCommentVNode("", true),
                (viewer.question.kind === 'order')
                  ? (_openBlock(), _createElementBlock("div", _hoisted_32, [_createElementVNode("ol", {
                      class: "quiz-order",
                      "aria-label": viewer.content.words.quiz_order
                    }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.asking.order, (item, place) => {
                      return (_openBlock(), _createElementBlock("li", {
                        key: item,
                        class: _normalizeClass(viewer.orderMark(place))
                      }, [
                        _createElementVNode("span", _hoisted_34, _toDisplayString(place + 1), 1),
                        _createElementVNode("span", { innerHTML: viewer.wording(viewer.question.items[item]) }, null, 8, _hoisted_35),
                        (!viewer.asking.result && !viewer.asking.put?.shut)
                          ? (_openBlock(), _createElementBlock("button", {
                              key: 0,
                              class: "plain",
                              disabled: place === 0,
                              "aria-label": viewer.content.words.quiz_up.replace('{item}', viewer.plainText(viewer.question.items[item])),
                              onClick: $event => (viewer.reorder(place, -1))
                            }, _cache[0] || (_cache[0] = [_createElementVNode("svg", {
                              class: "icon",
                              viewBox: "0 0 24 24",
                              "aria-hidden": "true"
                            }, [_createElementVNode("path", { d: "M12 20V5M6 11l6-6 6 6" })], -1)]), 8, _hoisted_36))
                          : _createCommentVNode("", true),
                        (!viewer.asking.result && !viewer.asking.put?.shut)
                          ? (_openBlock(), _createElementBlock("button", {
                              key: 1,
                              class: "plain",
                              disabled: place === viewer.asking.order.length - 1,
                              "aria-label": viewer.content.words.quiz_down.replace('{item}', viewer.plainText(viewer.question.items[item])),
                              onClick: $event => (viewer.reorder(place, 1))
                            }, _cache[1] || (_cache[1] = [_createElementVNode("svg", {
                              class: "icon",
                              viewBox: "0 0 24 24",
                              "aria-hidden": "true"
                            }, [_createElementVNode("path", { d: "M12 4v15M6 13l6 6 6-6" })], -1)]), 8, _hoisted_37))
                          : _createCommentVNode("", true)
                      ], 2))
                    }), 128))], 8, _hoisted_33), (!viewer.asking.result && !viewer.asking.put?.shut)
                      ? (_openBlock(), _createElementBlock("button", {
                          key: 0,
                          class: "primary",
                          onClick: $event => (viewer.check())
                        }, _toDisplayString(viewer.classroom.words.asking.send), 9, _hoisted_38))
                      : _createCommentVNode("", true)]))
                  : _createCommentVNode("", true),
                (viewer.question.kind === 'press' && !viewer.posed.closed)
                  ? (_openBlock(), _createElementBlock("div", _hoisted_39, [_createElementVNode("p", _hoisted_40, _toDisplayString(viewer.classroom.words.asking.press_where), 1), _createElementVNode("div", {
                      class: "press-pad",
                      role: "group",
                      "aria-label": viewer.content.words.press_pad
                    }, [
                      _createElementVNode("button", {
                        class: "plain turn_up",
                        "aria-label": viewer.content.words.press_turn_up,
                        onClick: $event => (viewer.moveCross(0, 5))
                      }, _cache[2] || (_cache[2] = [_createElementVNode("svg", {
                        class: "icon",
                        viewBox: "0 0 24 24",
                        "aria-hidden": "true"
                      }, [_createElementVNode("path", { d: "M12 20V5M6 11l6-6 6 6" })], -1)]), 8, _hoisted_42),
                      _createElementVNode("button", {
                        class: "plain turn_left",
                        "aria-label": viewer.content.words.press_turn_left,
                        onClick: $event => (viewer.moveCross(-5, 0))
                      }, _cache[3] || (_cache[3] = [_createElementVNode("svg", {
                        class: "icon",
                        viewBox: "0 0 24 24",
                        "aria-hidden": "true"
                      }, [_createElementVNode("path", { d: "M15 5l-7 7 7 7" })], -1)]), 8, _hoisted_43),
                      _createElementVNode("button", {
                        class: "plain turn_right",
                        "aria-label": viewer.content.words.press_turn_right,
                        onClick: $event => (viewer.moveCross(5, 0))
                      }, _cache[4] || (_cache[4] = [_createElementVNode("svg", {
                        class: "icon",
                        viewBox: "0 0 24 24",
                        "aria-hidden": "true"
                      }, [_createElementVNode("path", { d: "M9 5l7 7-7 7" })], -1)]), 8, _hoisted_44),
                      _createElementVNode("button", {
                        class: "plain turn_down",
                        "aria-label": viewer.content.words.press_turn_down,
                        onClick: $event => (viewer.moveCross(0, -5))
                      }, _cache[5] || (_cache[5] = [_createElementVNode("svg", {
                        class: "icon",
                        viewBox: "0 0 24 24",
                        "aria-hidden": "true"
                      }, [_createElementVNode("path", { d: "M12 4v15M6 13l6 6 6-6" })], -1)]), 8, _hoisted_45),
                      _createElementVNode("button", {
                        class: "primary",
                        onClick: $event => (viewer.pressHere())
                      }, _toDisplayString(viewer.content.words.press_here), 9, _hoisted_46),
                      (viewer.cross)
                        ? (_openBlock(), _createElementBlock("p", _hoisted_47, _toDisplayString(viewer.cross?.words), 1))
                        : _createCommentVNode("", true)
                    ], 8, _hoisted_41)]))
                  : _createCommentVNode("", true)
              ], 64))
            : _createCommentVNode("", true), (viewer.posed.standing)
            ? (_openBlock(), _createElementBlock("p", _hoisted_48, _toDisplayString(viewer.posed.standing), 1))
            : _createCommentVNode("", true)], 64)),
      (viewer.posed.seen && (!viewer.posed.leads || viewer.phone) && viewer.posed.results)
        ? (_openBlock(), _createElementBlock("div", _hoisted_49, [
            _createElementVNode("p", _hoisted_50, _toDisplayString(viewer.posed.counted), 1),
            (viewer.posed.bars.length)
              ? (_openBlock(), _createElementBlock("ul", {
                  key: 0,
                  class: "tally-bars",
                  "aria-label": viewer.classroom.words.asking.are_shown
                }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.posed.bars, (row) => {
                  return (_openBlock(), _createElementBlock("li", {
                    key: row.id,
                    class: _normalizeClass({right: row.right, own: row.own})
                  }, [_createElementVNode("span", _hoisted_52, [_createElementVNode("span", null, _toDisplayString(row.name), 1), (row.right)
                    ? (_openBlock(), _createElementBlock("em", _hoisted_53, _toDisplayString(' ✓ ' + viewer.classroom.words.asking.right), 1))
                    : _createCommentVNode("", true), (row.own)
                    ? (_openBlock(), _createElementBlock("em", _hoisted_54, _toDisplayString(' · ' + viewer.classroom.words.asking.yours), 1))
                    : _createCommentVNode("", true)]), _createElementVNode("span", _hoisted_55, [_createElementVNode("i", { style: _normalizeStyle({width: row.percent + '%', '--tint': row.colour}) }, null, 4)]), _createElementVNode("strong", null, _toDisplayString(viewer.classroom.words.asking.bar.replace('{count}', row.count).replace('{percent}', row.percent)), 1)], 2))
                }), 128))], 8, _hoisted_51))
              : _createCommentVNode("", true),
            (viewer.posed.ranks.length)
              ? (_openBlock(), _createElementBlock("ol", {
                  key: 1,
                  class: "tally-ranks",
                  "aria-label": viewer.classroom.words.asking.are_shown
                }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.posed.ranks, (row) => {
                  return (_openBlock(), _createElementBlock("li", { key: row.id }, [_createElementVNode("span", _hoisted_57, _toDisplayString(row.rank), 1), _createElementVNode("span", _hoisted_58, [_createElementVNode("span", null, _toDisplayString(row.name), 1), _createElementVNode("small", null, _toDisplayString(viewer.classroom.words.asking.rank_mean.replace('{mean}', row.mean)), 1)]), _createElementVNode("span", {
                    class: "tally-places",
                    role: "list",
                    "aria-label": viewer.classroom.words.asking.rank_places
                  }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(row.places, (one) => {
                    return (_openBlock(), _createElementBlock("span", {
                      key: one.place,
                      role: "listitem",
                      class: _normalizeClass({right: one.right, most: one.percent > 50}),
                      style: _normalizeStyle({'--share': one.percent + '%'}),
                      "aria-label": viewer.classroom.words.asking.rank_place.replace('{count}', one.count).replace('{place}', one.place) + (one.right ? ', ' + viewer.classroom.words.asking.right : '')
                    }, _toDisplayString(one.count), 15, _hoisted_60))
                  }), 128))], 8, _hoisted_59)]))
                }), 128))], 8, _hoisted_56))
              : _createCommentVNode("", true),
            (viewer.posed.figures.length)
              ? (_openBlock(), _createElementBlock("dl", _hoisted_61, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.posed.figures, (row, number) => {
                  return (_openBlock(), _createElementBlock("div", { key: number }, [_createElementVNode("dt", null, _toDisplayString(row.value), 1), _createElementVNode("dd", null, _toDisplayString(row.words), 1)]))
                }), 128))]))
              : _createCommentVNode("", true),
            (viewer.phone && viewer.posed.figures.length)
              ? (_openBlock(), _createElementBlock("div", _hoisted_62, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.legend, (row) => {
                  return (_openBlock(), _createElementBlock("p", { key: row.id }, [_createElementVNode("span", {
                    class: _normalizeClass(["swatch", row.id]),
                    "aria-hidden": "true"
                  }, null, 2), _createElementVNode("span", null, _toDisplayString(row.words), 1)]))
                }), 128))]))
              : _createCommentVNode("", true)
          ]))
        : _createCommentVNode("", true),
      (viewer.posed.seen && viewer.posed.results)
        ? (_openBlock(), _createElementBlock(_Fragment, { key: 4 }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.posed.sources, (key) => {
            return (_openBlock(), _createElementBlock("button", {
              key: key,
              class: "source",
              "aria-expanded": viewer.source === key,
              "aria-label": viewer.say('source', {key}),
              onClick: $event => (viewer.showSource(key))
            }, _toDisplayString(key), 9, _hoisted_63))
          }), 128)), (viewer.source && viewer.content.sources[viewer.source])
            ? (_openBlock(), _createElementBlock("div", _hoisted_64, [
                _createElementVNode("strong", null, _toDisplayString(viewer.source), 1),
                _createElementVNode("span", { lang: viewer.foreign(viewer.content.sources[viewer.source], 'text') }, _toDisplayString(viewer.content.sources[viewer.source].text), 9, _hoisted_65),
                (viewer.content.sources[viewer.source].doi)
                  ? (_openBlock(), _createElementBlock("a", {
                      key: 0,
                      href: 'https://doi.org/' + viewer.content.sources[viewer.source].doi,
                      target: "_blank",
                      rel: "noreferrer noopener"
                    }, " doi:" + _toDisplayString(viewer.content.sources[viewer.source].doi), 9, _hoisted_66))
                  : _createCommentVNode("", true),
                _createElementVNode("small", { lang: viewer.foreign(viewer.content.sources[viewer.source], 'read') }, _toDisplayString(viewer.content.sources[viewer.source].read), 9, _hoisted_67)
              ]))
            : _createCommentVNode("", true)], 64))
        : _createCommentVNode("", true),
      (viewer.posed.shown && viewer.question.explain && !viewer.posed.leads)
        ? (_openBlock(), _createElementBlock("p", {
            key: 5,
            class: "prose",
            innerHTML: viewer.wording(viewer.question.explain)
          }, null, 8, _hoisted_68))
        : _createCommentVNode("", true),
      (!viewer.posed.leads)
        ? (_openBlock(), _createElementBlock("button", {
            key: 6,
            class: "secondary",
            onClick: $event => (viewer.posed.later())
          }, _toDisplayString(viewer.classroom.words.asking[viewer.posed.closed ? 'to_lesson' : 'later']), 9, _hoisted_69))
        : _createCommentVNode("", true)
    ], 8, _hoisted_2)], 10, _hoisted_1))
  }
}
},
"1e4c4ecaa29270f2": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = ["aria-label"]
const _hoisted_2 = { class: "card-head" }
const _hoisted_3 = { class: "eyebrow" }
const _hoisted_4 = ["aria-label", "title", "onClick"]
const _hoisted_5 = ["aria-label"]
const _hoisted_6 = {
  class: "card-title",
  tabindex: "-1"
}
const _hoisted_7 = ["aria-label"]
const _hoisted_8 = ["aria-pressed", "aria-label", "title", "onClick"]
const _hoisted_9 = ["aria-label", "title", "disabled", "onClick"]
const _hoisted_10 = ["aria-label", "title", "disabled", "onClick"]
const _hoisted_11 = ["aria-label", "title", "onClick"]
const _hoisted_12 = { class: "prose" }
const _hoisted_13 = { key: 0 }
const _hoisted_14 = {
  key: 1,
  class: "spot-place"
}
const _hoisted_15 = ["aria-label"]
const _hoisted_16 = ["onClick"]
const _hoisted_17 = ["aria-label", "title", "onClick"]
const _hoisted_18 = ["aria-label", "title", "onClick"]
const _hoisted_19 = ["aria-label", "title", "onClick"]
const _hoisted_20 = ["aria-label", "title", "onClick"]
const _hoisted_21 = {
  key: 0,
  class: "where-found"
}
const _hoisted_22 = {
  key: 0,
  class: "prose"
}
const _hoisted_23 = {
  key: 1,
  class: "usual fits"
}
const _hoisted_24 = ["onMouseenter", "onMouseleave"]
const _hoisted_25 = { class: "area-name" }
const _hoisted_26 = {
  class: "area-tag",
  "aria-hidden": "true"
}
const _hoisted_27 = {
  key: 0,
  class: "quiet"
}
const _hoisted_28 = { class: "area-links" }
const _hoisted_29 = ["aria-label", "onClick"]
const _hoisted_30 = ["aria-expanded", "aria-label", "onClick"]
const _hoisted_31 = {
  key: 1,
  class: "citation",
  role: "status"
}
const _hoisted_32 = {
  key: 2,
  class: "usual near"
}
const _hoisted_33 = ["onMouseenter", "onMouseleave"]
const _hoisted_34 = { class: "area-name" }
const _hoisted_35 = {
  class: "area-tag",
  "aria-hidden": "true"
}
const _hoisted_36 = {
  key: 0,
  class: "quiet"
}
const _hoisted_37 = { class: "area-links" }
const _hoisted_38 = ["aria-label", "onClick"]
const _hoisted_39 = ["aria-expanded", "aria-label", "onClick"]
const _hoisted_40 = {
  key: 1,
  class: "citation",
  role: "status"
}
const _hoisted_41 = {
  key: 3,
  class: "quiet"
}
const _hoisted_42 = { class: "red-flags" }
const _hoisted_43 = ["aria-label", "onClick"]
const _hoisted_44 = { class: "quiet" }
const _hoisted_45 = { class: "card-foot" }
const _hoisted_46 = ["disabled", "onClick"]
const _hoisted_47 = ["onClick"]

return function render(_ctx, _cache) {
  with (_ctx) {
    const { toDisplayString: _toDisplayString, createElementVNode: _createElementVNode, openBlock: _openBlock, createElementBlock: _createElementBlock, createCommentVNode: _createCommentVNode, renderList: _renderList, Fragment: _Fragment, normalizeClass: _normalizeClass } = _Vue

    return (_openBlock(), _createElementBlock("article", {
      class: "card where-card",
      id: "text",
      "aria-label": viewer.content.words.consult.where
    }, [_createElementVNode("div", _hoisted_2, [_createElementVNode("p", _hoisted_3, _toDisplayString(viewer.content.words.consult.where_eyebrow), 1), _createElementVNode("button", {
      class: "plain",
      "aria-label": viewer.content.words.consult.where_close,
      title: viewer.content.words.consult.where_close,
      onClick: $event => (viewer.consult.leave())
    }, _cache[0] || (_cache[0] = [_createElementVNode("svg", {
      class: "icon",
      viewBox: "0 0 24 24",
      "aria-hidden": "true"
    }, [_createElementVNode("path", { d: "M6 6l12 12M18 6L6 18" })], -1)]), 8, _hoisted_4)]), _createElementVNode("div", {
      class: "card-body",
      tabindex: "0",
      role: "group",
      "aria-label": viewer.content.words.consult.where
    }, [
      _createElementVNode("h2", _hoisted_6, _toDisplayString(viewer.content.words.consult.where), 1),
      _createElementVNode("div", {
        class: "card-tools",
        role: "group",
        "aria-label": viewer.content.words.consult.tools
      }, [
        (viewer.consult.canRead)
          ? (_openBlock(), _createElementBlock("button", {
              key: 0,
              class: "plain",
              "aria-pressed": viewer.consult.reading,
              "aria-label": viewer.consult.reading ? viewer.content.words.consult.stop_reading : viewer.content.words.consult.read_aloud,
              title: viewer.consult.reading ? viewer.content.words.consult.stop_reading : viewer.content.words.consult.read_aloud,
              onClick: $event => (viewer.consult.readAloud())
            }, _cache[1] || (_cache[1] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M5 9.5v5h3.5L13 18V6L8.5 9.5zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11" })], -1)]), 8, _hoisted_8))
          : _createCommentVNode("", true),
        (viewer.audience === 'patient')
          ? (_openBlock(), _createElementBlock("button", {
              key: 1,
              class: "plain size smaller",
              "aria-label": viewer.content.words.consult.smaller,
              title: viewer.content.words.consult.smaller,
              disabled: !viewer.consult.canResize(-1),
              onClick: $event => (viewer.consult.resize(-1))
            }, " A− ", 8, _hoisted_9))
          : _createCommentVNode("", true),
        (viewer.audience === 'patient')
          ? (_openBlock(), _createElementBlock("button", {
              key: 2,
              class: "plain size larger",
              "aria-label": viewer.content.words.consult.larger,
              title: viewer.content.words.consult.larger,
              disabled: !viewer.consult.canResize(1),
              onClick: $event => (viewer.consult.resize(1))
            }, " A+ ", 8, _hoisted_10))
          : _createCommentVNode("", true),
        (viewer.consult.spot)
          ? (_openBlock(), _createElementBlock("button", {
              key: 3,
              class: "plain print-button",
              "aria-label": viewer.content.words.consult.print,
              title: viewer.content.words.consult.print,
              onClick: $event => (viewer.consult.askPrint())
            }, _cache[2] || (_cache[2] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z" })], -1)]), 8, _hoisted_11))
          : _createCommentVNode("", true)
      ], 8, _hoisted_7),
      _createElementVNode("div", _hoisted_12, [(!viewer.consult.spot)
        ? (_openBlock(), _createElementBlock("p", _hoisted_13, _toDisplayString(viewer.content.words.consult.where_how), 1))
        : (_openBlock(), _createElementBlock("p", _hoisted_14, _toDisplayString(viewer.consult.placeWords), 1))]),
      _createElementVNode("div", {
        class: "cross-hair",
        role: "group",
        "aria-label": viewer.content.words.consult.move
      }, [
        (!viewer.consult.spot)
          ? (_openBlock(), _createElementBlock("button", {
              key: 0,
              class: "secondary",
              onClick: $event => (viewer.consult.place(0, viewer.content.consult.dimples_mm))
            }, _toDisplayString(viewer.content.words.consult.middle), 9, _hoisted_16))
          : _createCommentVNode("", true),
        (viewer.consult.spot)
          ? (_openBlock(), _createElementBlock("button", {
              key: 1,
              class: "nudge",
              "aria-label": viewer.content.words.consult.move_left,
              title: viewer.content.words.consult.move_left,
              onClick: $event => (viewer.consult.nudge(-1, 0))
            }, _cache[3] || (_cache[3] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M19 12H5M11 6l-6 6 6 6" })], -1)]), 8, _hoisted_17))
          : _createCommentVNode("", true),
        (viewer.consult.spot)
          ? (_openBlock(), _createElementBlock("button", {
              key: 2,
              class: "nudge",
              "aria-label": viewer.content.words.consult.move_right,
              title: viewer.content.words.consult.move_right,
              onClick: $event => (viewer.consult.nudge(1, 0))
            }, _cache[4] || (_cache[4] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M5 12h14M13 6l6 6-6 6" })], -1)]), 8, _hoisted_18))
          : _createCommentVNode("", true),
        (viewer.consult.spot)
          ? (_openBlock(), _createElementBlock("button", {
              key: 3,
              class: "nudge",
              "aria-label": viewer.content.words.consult.move_up,
              title: viewer.content.words.consult.move_up,
              onClick: $event => (viewer.consult.nudge(0, 1))
            }, _cache[5] || (_cache[5] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M12 19V5M6 11l6-6 6 6" })], -1)]), 8, _hoisted_19))
          : _createCommentVNode("", true),
        (viewer.consult.spot)
          ? (_openBlock(), _createElementBlock("button", {
              key: 4,
              class: "nudge",
              "aria-label": viewer.content.words.consult.move_down,
              title: viewer.content.words.consult.move_down,
              onClick: $event => (viewer.consult.nudge(0, -1))
            }, _cache[6] || (_cache[6] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M12 5v14M6 13l6 6 6-6" })], -1)]), 8, _hoisted_20))
          : _createCommentVNode("", true)
      ], 8, _hoisted_15),
      (viewer.consult.spot)
        ? (_openBlock(), _createElementBlock("div", _hoisted_21, [
            (!viewer.consult.found.length)
              ? (_openBlock(), _createElementBlock("p", _hoisted_22, _toDisplayString(viewer.content.words.consult.nowhere), 1))
              : _createCommentVNode("", true),
            (viewer.consult.inside.length)
              ? (_openBlock(), _createElementBlock("section", _hoisted_23, [_createElementVNode("h3", null, _toDisplayString(viewer.content.words.consult.fits), 1), _createElementVNode("ol", null, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.consult.inside, (area) => {
                  return (_openBlock(), _createElementBlock("li", {
                    key: area.id + area.side,
                    class: _normalizeClass({lit: viewer.consult.lit === area}),
                    onMouseenter: $event => (viewer.consult.light(area)),
                    onMouseleave: $event => (viewer.consult.light(null))
                  }, [
                    _createElementVNode("p", _hoisted_25, [_createElementVNode("span", _hoisted_26, _toDisplayString(area.tag), 1), _createElementVNode("strong", null, _toDisplayString(viewer.consult.wording(area.name)), 1)]),
                    _createElementVNode("p", null, _toDisplayString(viewer.consult.wording(area.apart)), 1),
                    (viewer.audience !== 'patient')
                      ? (_openBlock(), _createElementBlock("p", _hoisted_27, _toDisplayString(area.drawn) + " " + _toDisplayString(viewer.content.words.consult.read.replace('{sure}', area.sure)), 1))
                      : _createCommentVNode("", true),
                    _createElementVNode("p", _hoisted_28, [(viewer.consult.hasStep(area.step))
                      ? (_openBlock(), _createElementBlock("button", {
                          key: 0,
                          class: "link",
                          "aria-label": viewer.content.words.consult.more + ': ' + viewer.consult.wording(area.name),
                          onClick: $event => (viewer.open(area.step.lesson, area.step.step))
                        }, _toDisplayString(viewer.content.words.consult.more), 9, _hoisted_29))
                      : _createCommentVNode("", true), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(area.sources, (key) => {
                      return (_openBlock(), _createElementBlock("button", {
                        key: key,
                        class: "source",
                        "aria-expanded": viewer.source === key,
                        "aria-label": viewer.content.words.consult.source + ' ' + key,
                        onClick: $event => (viewer.showSource(key))
                      }, _toDisplayString(key), 9, _hoisted_30))
                    }), 128))]),
                    (area.sources.includes(viewer.source))
                      ? (_openBlock(), _createElementBlock("p", _hoisted_31, _toDisplayString(viewer.content.sources[viewer.source].text), 1))
                      : _createCommentVNode("", true)
                  ], 42, _hoisted_24))
                }), 128))])]))
              : _createCommentVNode("", true),
            (viewer.consult.near.length)
              ? (_openBlock(), _createElementBlock("section", _hoisted_32, [_createElementVNode("h3", null, _toDisplayString(viewer.content.words.consult.near), 1), _createElementVNode("ol", null, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.consult.near, (area) => {
                  return (_openBlock(), _createElementBlock("li", {
                    key: area.id + area.side,
                    class: _normalizeClass({lit: viewer.consult.lit === area}),
                    onMouseenter: $event => (viewer.consult.light(area)),
                    onMouseleave: $event => (viewer.consult.light(null))
                  }, [
                    _createElementVNode("p", _hoisted_34, [_createElementVNode("span", _hoisted_35, _toDisplayString(area.tag), 1), _createElementVNode("strong", null, _toDisplayString(viewer.consult.wording(area.name)), 1)]),
                    _createElementVNode("p", null, _toDisplayString(viewer.consult.wording(area.apart)), 1),
                    (viewer.audience !== 'patient')
                      ? (_openBlock(), _createElementBlock("p", _hoisted_36, _toDisplayString(area.drawn) + " " + _toDisplayString(viewer.content.words.consult.read.replace('{sure}', area.sure)), 1))
                      : _createCommentVNode("", true),
                    _createElementVNode("p", _hoisted_37, [(viewer.consult.hasStep(area.step))
                      ? (_openBlock(), _createElementBlock("button", {
                          key: 0,
                          class: "link",
                          "aria-label": viewer.content.words.consult.more + ': ' + viewer.consult.wording(area.name),
                          onClick: $event => (viewer.open(area.step.lesson, area.step.step))
                        }, _toDisplayString(viewer.content.words.consult.more), 9, _hoisted_38))
                      : _createCommentVNode("", true), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(area.sources, (key) => {
                      return (_openBlock(), _createElementBlock("button", {
                        key: key,
                        class: "source",
                        "aria-expanded": viewer.source === key,
                        "aria-label": viewer.content.words.consult.source + ' ' + key,
                        onClick: $event => (viewer.showSource(key))
                      }, _toDisplayString(key), 9, _hoisted_39))
                    }), 128))]),
                    (area.sources.includes(viewer.source))
                      ? (_openBlock(), _createElementBlock("p", _hoisted_40, _toDisplayString(viewer.content.sources[viewer.source].text), 1))
                      : _createCommentVNode("", true)
                  ], 42, _hoisted_33))
                }), 128))])]))
              : _createCommentVNode("", true),
            (viewer.consult.found.length)
              ? (_openBlock(), _createElementBlock("p", _hoisted_41, _toDisplayString(viewer.content.words.consult.order), 1))
              : _createCommentVNode("", true),
            _createElementVNode("section", _hoisted_42, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.consult.redFlags, (part) => {
              return (_openBlock(), _createElementBlock("div", { key: part.id }, [_createElementVNode("h3", null, _toDisplayString(part.title), 1), _createElementVNode("ul", null, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(part.lines, (line) => {
                return (_openBlock(), _createElementBlock("li", { key: line.text }, _toDisplayString(line.text), 1))
              }), 128))]), (viewer.consult.hasStep(part))
                ? (_openBlock(), _createElementBlock("button", {
                    key: 0,
                    class: "link",
                    "aria-label": viewer.content.words.consult.more + ': ' + part.title,
                    onClick: $event => (viewer.open(part.lesson, part.step))
                  }, _toDisplayString(viewer.content.words.consult.more), 9, _hoisted_43))
                : _createCommentVNode("", true)]))
            }), 128))]),
            _createElementVNode("p", _hoisted_44, _toDisplayString(viewer.content.words.consult.not_kept), 1)
          ]))
        : _createCommentVNode("", true)
    ], 8, _hoisted_5), _createElementVNode("div", _hoisted_45, [_createElementVNode("button", {
      class: "secondary",
      disabled: !viewer.consult.spot,
      onClick: $event => (viewer.consult.clear())
    }, [_createElementVNode("span", null, _toDisplayString(viewer.content.words.consult.clear), 1)], 8, _hoisted_46), _createElementVNode("button", {
      class: "primary",
      onClick: $event => (viewer.consult.leave())
    }, [_createElementVNode("span", null, _toDisplayString(viewer.content.words.consult.where_close), 1)], 8, _hoisted_47)])], 8, _hoisted_1))
  }
}
},
"645faf6421513990": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = ["aria-label"]
const _hoisted_2 = ["aria-label", "aria-valuemax", "aria-valuenow"]
const _hoisted_3 = ["aria-label"]
const _hoisted_4 = {
  key: 0,
  class: "quiz"
}
const _hoisted_5 = { class: "eyebrow" }
const _hoisted_6 = ["innerHTML"]
const _hoisted_7 = {
  key: 0,
  class: "quiet"
}
const _hoisted_8 = {
  key: 1,
  class: "claims"
}
const _hoisted_9 = ["innerHTML"]
const _hoisted_10 = ["aria-label"]
const _hoisted_11 = {
  key: 0,
  class: "quiet"
}
const _hoisted_12 = ["role", "aria-checked", "disabled", "aria-pressed", "onClick"]
const _hoisted_13 = {
  key: 0,
  class: "tick",
  "aria-hidden": "true"
}
const _hoisted_14 = ["innerHTML"]
const _hoisted_15 = { key: 1 }
const _hoisted_16 = ["innerHTML"]
const _hoisted_17 = ["disabled", "onClick"]
const _hoisted_18 = { key: 3 }
const _hoisted_19 = { class: "quiet" }
const _hoisted_20 = ["aria-label"]
const _hoisted_21 = ["aria-label", "aria-pressed", "onFocus", "onMouseenter", "onClick"]
const _hoisted_22 = {
  key: 0,
  class: "quiet"
}
const _hoisted_23 = { key: 4 }
const _hoisted_24 = ["aria-label"]
const _hoisted_25 = { class: "number" }
const _hoisted_26 = ["innerHTML"]
const _hoisted_27 = ["disabled", "aria-label", "onClick"]
const _hoisted_28 = ["disabled", "aria-label", "onClick"]
const _hoisted_29 = ["onClick"]
const _hoisted_30 = { key: 5 }
const _hoisted_31 = { class: "quiet" }
const _hoisted_32 = ["aria-label"]
const _hoisted_33 = ["aria-label", "onClick"]
const _hoisted_34 = ["aria-label", "onClick"]
const _hoisted_35 = ["aria-label", "onClick"]
const _hoisted_36 = ["aria-label", "onClick"]
const _hoisted_37 = ["onClick"]
const _hoisted_38 = {
  key: 0,
  class: "quiet"
}
const _hoisted_39 = {
  key: 6,
  class: "quiz-result",
  tabindex: "-1"
}
const _hoisted_40 = ["innerHTML"]
const _hoisted_41 = ["innerHTML"]
const _hoisted_42 = ["aria-expanded", "aria-label", "onClick"]
const _hoisted_43 = {
  key: 0,
  class: "citation",
  role: "status"
}
const _hoisted_44 = ["lang"]
const _hoisted_45 = ["href"]
const _hoisted_46 = ["lang"]
const _hoisted_47 = { class: "quiet" }
const _hoisted_48 = { class: "quiz-actions" }
const _hoisted_49 = ["onClick"]
const _hoisted_50 = ["onClick"]
const _hoisted_51 = ["onClick"]
const _hoisted_52 = { class: "step-line" }
const _hoisted_53 = { class: "eyebrow" }
const _hoisted_54 = ["aria-label", "title", "onClick"]
const _hoisted_55 = {
  key: 0,
  class: "icon",
  viewBox: "0 0 24 24",
  "aria-hidden": "true"
}
const _hoisted_56 = {
  key: 1,
  class: "icon",
  viewBox: "0 0 24 24",
  "aria-hidden": "true"
}
const _hoisted_57 = {
  key: 0,
  class: "untranslated"
}
const _hoisted_58 = {
  key: 1,
  class: "quiet unread"
}
const _hoisted_59 = ["lang"]
const _hoisted_60 = {
  key: 2,
  class: "author-problems",
  role: "status"
}
const _hoisted_61 = { class: "problems" }
const _hoisted_62 = ["aria-label", "onClick"]
const _hoisted_63 = ["aria-label"]
const _hoisted_64 = ["aria-pressed", "aria-label", "title", "onClick"]
const _hoisted_65 = ["aria-label", "title", "disabled", "onClick"]
const _hoisted_66 = ["aria-label", "title", "disabled", "onClick"]
const _hoisted_67 = ["aria-label", "title", "onClick"]
const _hoisted_68 = ["innerHTML"]
const _hoisted_69 = ["innerHTML", "lang", "onClick"]
const _hoisted_70 = ["lang"]
const _hoisted_71 = {
  key: 5,
  class: "quiet of-others"
}
const _hoisted_72 = ["open"]
const _hoisted_73 = ["innerHTML", "lang"]
const _hoisted_74 = {
  key: 0,
  class: "sure"
}
const _hoisted_75 = ["aria-expanded", "aria-label", "onClick"]
const _hoisted_76 = {
  key: 0,
  class: "citation",
  role: "status"
}
const _hoisted_77 = ["lang"]
const _hoisted_78 = ["href"]
const _hoisted_79 = ["lang"]
const _hoisted_80 = { key: 0 }
const _hoisted_81 = ["onClick"]
const _hoisted_82 = {
  key: 8,
  class: "quiz-entry"
}
const _hoisted_83 = ["onClick"]
const _hoisted_84 = ["innerHTML"]
const _hoisted_85 = { key: 0 }
const _hoisted_86 = {
  key: 0,
  class: "card-foot"
}
const _hoisted_87 = ["aria-label", "disabled", "onClick"]
const _hoisted_88 = ["aria-label", "disabled", "onClick"]

return function render(_ctx, _cache) {
  with (_ctx) {
    const { normalizeStyle: _normalizeStyle, createElementVNode: _createElementVNode, toDisplayString: _toDisplayString, openBlock: _openBlock, createElementBlock: _createElementBlock, createCommentVNode: _createCommentVNode, renderList: _renderList, Fragment: _Fragment, normalizeClass: _normalizeClass, mergeProps: _mergeProps } = _Vue

    return (_openBlock(), _createElementBlock("article", {
      class: "card step-card",
      id: "text",
      "aria-label": viewer.content.words.step
    }, [_createElementVNode("div", {
      class: "progress",
      role: "progressbar",
      "aria-label": viewer.content.words.progress,
      "aria-valuemin": "1",
      "aria-valuemax": viewer.lesson.steps.length,
      "aria-valuenow": viewer.stepIndex + 1
    }, [_createElementVNode("div", { style: _normalizeStyle({width: viewer.progress * 100 + '%'}) }, null, 4)], 8, _hoisted_2), _createElementVNode("div", {
      class: "card-body",
      tabindex: "0",
      "aria-label": viewer.question ? viewer.content.words.quiz_title : viewer.wording(viewer.step.title),
      role: "group"
    }, [(viewer.question)
      ? (_openBlock(), _createElementBlock("div", _hoisted_4, [
          _createElementVNode("p", _hoisted_5, [_createElementVNode("span", null, _toDisplayString(viewer.content.words.quiz_number.replace('{number}', viewer.asking.number + 1).replace('{count}', viewer.questions.length)), 1)]),
          _createElementVNode("h2", {
            class: "card-title quiz-prompt",
            tabindex: "-1",
            innerHTML: viewer.wording(viewer.question.prompt)
          }, null, 8, _hoisted_6),
          (viewer.graphics !== 'here' && !['choose', 'order'].includes(viewer.question.kind))
            ? (_openBlock(), _createElementBlock("p", _hoisted_7, _toDisplayString(viewer.content.words.needs_picture), 1))
            : _createCommentVNode("", true),
          (viewer.question.hint && !viewer.asking.result)
            ? (_openBlock(), _createElementBlock("details", _hoisted_8, [_createElementVNode("summary", null, _toDisplayString(viewer.content.words.quiz_hint), 1), _createElementVNode("p", { innerHTML: viewer.wording(viewer.question.hint) }, null, 8, _hoisted_9)]))
            : _createCommentVNode("", true),
          (viewer.question.options)
            ? (_openBlock(), _createElementBlock("div", {
                key: 2,
                role: "group",
                "aria-label": viewer.content.words.quiz_answers,
                class: "quiz-options"
              }, [(viewer.question.several)
                ? (_openBlock(), _createElementBlock("p", _hoisted_11, _toDisplayString(viewer.content.words.quiz_several), 1))
                : _createCommentVNode("", true), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.question.options, (option) => {
                return (_openBlock(), _createElementBlock("div", { key: option.id }, [_createElementVNode("button", {
                  class: _normalizeClass(["quiz-option", viewer.optionMark(option)]),
                  role: viewer.question.several ? 'checkbox' : null,
                  "aria-checked": viewer.question.several ? String(Boolean(viewer.asking.chosen[option.id])) : null,
                  disabled: Boolean(viewer.asking.result || viewer.asking.put?.shut),
                  "aria-pressed": viewer.asking.put && !viewer.question.several ? String(Boolean(viewer.asking.chosen[option.id])) : null,
                  onClick: $event => (viewer.choose(option))
                }, [(viewer.question.several)
                  ? (_openBlock(), _createElementBlock("span", _hoisted_13))
                  : _createCommentVNode("", true), _createElementVNode("span", { innerHTML: viewer.wording(option.text) }, null, 8, _hoisted_14), (viewer.optionMark(option) && viewer.asking.result)
                  ? (_openBlock(), _createElementBlock("strong", _hoisted_15, _toDisplayString(viewer.content.words.quiz_option_marks[viewer.optionMark(option)]), 1))
                  : _createCommentVNode("", true)], 10, _hoisted_12), (viewer.asking.result && viewer.asking.chosen[option.id] && option.feedback)
                  ? (_openBlock(), _createElementBlock("p", {
                      key: 0,
                      class: "quiz-feedback",
                      innerHTML: viewer.wording(option.feedback)
                    }, null, 8, _hoisted_16))
                  : _createCommentVNode("", true)]))
              }), 128)), (viewer.question.several && !viewer.asking.result && !viewer.asking.put?.shut)
                ? (_openBlock(), _createElementBlock("button", {
                    key: 1,
                    class: "primary",
                    disabled: !Object.values(viewer.asking.chosen).some(Boolean),
                    onClick: $event => (viewer.check())
                  }, _toDisplayString(viewer.content.words.quiz_check), 9, _hoisted_17))
                : _createCommentVNode("", true)], 8, _hoisted_10))
            : _createCommentVNode("", true),
          (viewer.question.kind === 'find' && !viewer.asking.result && !viewer.asking.put?.shut)
            ? (_openBlock(), _createElementBlock("div", _hoisted_18, [_createElementVNode("p", _hoisted_19, _toDisplayString(viewer.content.words.quiz_find_how), 1), _createElementVNode("div", {
                class: "quiz-places",
                role: "group",
                "aria-label": viewer.content.words.quiz_places
              }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.question.among, (one, number) => {
                return (_openBlock(), _createElementBlock("button", {
                  key: one.id,
                  "aria-label": viewer.content.words.quiz_place.replace('{number}', number + 1).replace('{place}', one.place),
                  "aria-pressed": (viewer.asking.put ? viewer.asking.chosenId : viewer.asking.pointed) === one.id,
                  onFocus: $event => (viewer.pointAt(one.id)),
                  onMouseenter: $event => (viewer.pointAt(one.id)),
                  onClick: $event => (viewer.found(one.id))
                }, _toDisplayString(number + 1), 41, _hoisted_21))
              }), 128))], 8, _hoisted_20), (viewer.asking.pointed || viewer.asking.chosenId)
                ? (_openBlock(), _createElementBlock("p", _hoisted_22, _toDisplayString(viewer.question.among.find((one) => one.id === (viewer.asking.pointed || viewer.asking.chosenId))?.place), 1))
                : _createCommentVNode("", true)]))
            : _createCommentVNode("", true),
          (viewer.question.kind === 'order')
            ? (_openBlock(), _createElementBlock("div", _hoisted_23, [_createElementVNode("ol", {
                class: "quiz-order",
                "aria-label": viewer.content.words.quiz_order
              }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.asking.order, (item, place) => {
                return (_openBlock(), _createElementBlock("li", {
                  key: item,
                  class: _normalizeClass(viewer.orderMark(place))
                }, [
                  _createElementVNode("span", _hoisted_25, _toDisplayString(place + 1), 1),
                  _createElementVNode("span", { innerHTML: viewer.wording(viewer.question.items[item]) }, null, 8, _hoisted_26),
                  (!viewer.asking.result && !viewer.asking.put?.shut)
                    ? (_openBlock(), _createElementBlock("button", {
                        key: 0,
                        class: "plain",
                        disabled: place === 0,
                        "aria-label": viewer.content.words.quiz_up.replace('{item}', viewer.plainText(viewer.question.items[item])),
                        onClick: $event => (viewer.reorder(place, -1))
                      }, _cache[0] || (_cache[0] = [_createElementVNode("svg", {
                        class: "icon",
                        viewBox: "0 0 24 24",
                        "aria-hidden": "true"
                      }, [_createElementVNode("path", { d: "M12 20V5M6 11l6-6 6 6" })], -1)]), 8, _hoisted_27))
                    : _createCommentVNode("", true),
                  (!viewer.asking.result && !viewer.asking.put?.shut)
                    ? (_openBlock(), _createElementBlock("button", {
                        key: 1,
                        class: "plain",
                        disabled: place === viewer.asking.order.length - 1,
                        "aria-label": viewer.content.words.quiz_down.replace('{item}', viewer.plainText(viewer.question.items[item])),
                        onClick: $event => (viewer.reorder(place, 1))
                      }, _cache[1] || (_cache[1] = [_createElementVNode("svg", {
                        class: "icon",
                        viewBox: "0 0 24 24",
                        "aria-hidden": "true"
                      }, [_createElementVNode("path", { d: "M12 4v15M6 13l6 6 6-6" })], -1)]), 8, _hoisted_28))
                    : _createCommentVNode("", true)
                ], 2))
              }), 128))], 8, _hoisted_24), (!viewer.asking.result && !viewer.asking.put?.shut)
                ? (_openBlock(), _createElementBlock("button", {
                    key: 0,
                    class: "primary",
                    onClick: $event => (viewer.check())
                  }, _toDisplayString(viewer.content.words.quiz_check), 9, _hoisted_29))
                : _createCommentVNode("", true)]))
            : _createCommentVNode("", true),
          (viewer.question.kind === 'press' && !viewer.asking.result)
            ? (_openBlock(), _createElementBlock("div", _hoisted_30, [_createElementVNode("p", _hoisted_31, _toDisplayString(viewer.content.words.quiz_press_how[viewer.question.on]), 1), _createElementVNode("div", {
                class: "press-pad",
                role: "group",
                "aria-label": viewer.content.words.press_pad
              }, [
                _createElementVNode("button", {
                  class: "plain turn_up",
                  "aria-label": viewer.content.words.press_turn_up,
                  onClick: $event => (viewer.moveCross(0, 5))
                }, _cache[2] || (_cache[2] = [_createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M12 20V5M6 11l6-6 6 6" })], -1)]), 8, _hoisted_33),
                _createElementVNode("button", {
                  class: "plain turn_left",
                  "aria-label": viewer.content.words.press_turn_left,
                  onClick: $event => (viewer.moveCross(-5, 0))
                }, _cache[3] || (_cache[3] = [_createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M15 5l-7 7 7 7" })], -1)]), 8, _hoisted_34),
                _createElementVNode("button", {
                  class: "plain turn_right",
                  "aria-label": viewer.content.words.press_turn_right,
                  onClick: $event => (viewer.moveCross(5, 0))
                }, _cache[4] || (_cache[4] = [_createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M9 5l7 7-7 7" })], -1)]), 8, _hoisted_35),
                _createElementVNode("button", {
                  class: "plain turn_down",
                  "aria-label": viewer.content.words.press_turn_down,
                  onClick: $event => (viewer.moveCross(0, -5))
                }, _cache[5] || (_cache[5] = [_createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M12 4v15M6 13l6 6 6-6" })], -1)]), 8, _hoisted_36),
                _createElementVNode("button", {
                  class: "primary",
                  onClick: $event => (viewer.pressHere())
                }, _toDisplayString(viewer.content.words.press_here), 9, _hoisted_37),
                (viewer.cross)
                  ? (_openBlock(), _createElementBlock("p", _hoisted_38, _toDisplayString(viewer.cross?.words), 1))
                  : _createCommentVNode("", true)
              ], 8, _hoisted_32)]))
            : _createCommentVNode("", true),
          (viewer.asking.result)
            ? (_openBlock(), _createElementBlock("div", _hoisted_39, [
                _createElementVNode("p", { class: _normalizeClass(["verdict", viewer.asking.result.right ? 'right' : 'wrong']) }, [_createElementVNode("strong", null, _toDisplayString(viewer.asking.result.words), 1)], 2),
                (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.asking.result.lines, (line, number) => {
                  return (_openBlock(), _createElementBlock("p", {
                    key: number,
                    innerHTML: line
                  }, null, 8, _hoisted_40))
                }), 128)),
                _createElementVNode("p", { innerHTML: viewer.wording(viewer.question.explain) }, null, 8, _hoisted_41),
                (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.asking.result.sources, (key) => {
                  return (_openBlock(), _createElementBlock("button", {
                    key: key,
                    class: "source",
                    "aria-expanded": viewer.source === key,
                    "aria-label": viewer.say('source', {key}),
                    onClick: $event => (viewer.showSource(key))
                  }, _toDisplayString(key), 9, _hoisted_42))
                }), 128)),
                (viewer.source && viewer.content.sources[viewer.source])
                  ? (_openBlock(), _createElementBlock("div", _hoisted_43, [
                      _createElementVNode("strong", null, _toDisplayString(viewer.source), 1),
                      _createElementVNode("span", { lang: viewer.foreign(viewer.content.sources[viewer.source], 'text') }, _toDisplayString(viewer.content.sources[viewer.source].text), 9, _hoisted_44),
                      (viewer.content.sources[viewer.source].doi)
                        ? (_openBlock(), _createElementBlock("a", {
                            key: 0,
                            href: 'https://doi.org/' + viewer.content.sources[viewer.source].doi,
                            target: "_blank",
                            rel: "noreferrer noopener"
                          }, " doi:" + _toDisplayString(viewer.content.sources[viewer.source].doi), 9, _hoisted_45))
                        : _createCommentVNode("", true),
                      _createElementVNode("small", { lang: viewer.foreign(viewer.content.sources[viewer.source], 'read') }, _toDisplayString(viewer.content.sources[viewer.source].read), 9, _hoisted_46)
                    ]))
                  : _createCommentVNode("", true),
                _createElementVNode("p", _hoisted_47, _toDisplayString(viewer.content.words.quiz_explore), 1)
              ]))
            : _createCommentVNode("", true),
          _createElementVNode("div", _hoisted_48, [_createElementVNode("button", {
            class: "secondary",
            onClick: $event => (viewer.stopAsking())
          }, _toDisplayString(viewer.content.words.quiz_back), 9, _hoisted_49), (viewer.asking.result && !viewer.asking.result.right)
            ? (_openBlock(), _createElementBlock("button", {
                key: 0,
                class: "secondary",
                onClick: $event => (viewer.ask(viewer.asking.number))
              }, _toDisplayString(viewer.content.words.quiz_again), 9, _hoisted_50))
            : _createCommentVNode("", true), (viewer.asking.result && viewer.asking.number < viewer.questions.length - 1)
            ? (_openBlock(), _createElementBlock("button", {
                key: 1,
                class: "primary",
                onClick: $event => (viewer.ask(viewer.asking.number + 1))
              }, _toDisplayString(viewer.content.words.quiz_next), 9, _hoisted_51))
            : _createCommentVNode("", true)])
        ]))
      : (_openBlock(), _createElementBlock(_Fragment, { key: 1 }, [
          _createElementVNode("div", _hoisted_52, [_createElementVNode("p", _hoisted_53, _toDisplayString(viewer.say('step_of', {number: viewer.stepIndex + 1, count: viewer.lesson.steps.length})), 1), _createElementVNode("button", {
            class: "plain play",
            "aria-label": viewer.playing ? viewer.content.words.pause : viewer.content.words.play,
            title: viewer.playing ? viewer.content.words.pause : viewer.content.words.play,
            onClick: $event => (viewer.togglePlaying())
          }, [(viewer.playing)
            ? (_openBlock(), _createElementBlock("svg", _hoisted_55, _cache[6] || (_cache[6] = [_createElementVNode("path", { d: "M8 5v14M16 5v14" }, null, -1)])))
            : (_openBlock(), _createElementBlock("svg", _hoisted_56, _cache[7] || (_cache[7] = [_createElementVNode("path", { d: "M8 5l11 7-11 7z" }, null, -1)])))], 8, _hoisted_54)]),
          (viewer.foreign(viewer.lesson, 'title'))
            ? (_openBlock(), _createElementBlock("p", _hoisted_57, _toDisplayString(viewer.content.words.lesson_in_english), 1))
            : (viewer.stepIndex === 0 && viewer.lesson.language !== 'en' && !viewer.lesson.read_by)
              ? (_openBlock(), _createElementBlock("p", _hoisted_58, _toDisplayString(viewer.content.words.lesson_unread), 1))
              : _createCommentVNode("", true),
          _createElementVNode("h2", {
            class: "card-title",
            lang: viewer.foreign(viewer.lesson, 'title')
          }, _toDisplayString(viewer.wording(viewer.step.title)), 9, _hoisted_59),
          (viewer.stepProblems.length)
            ? (_openBlock(), _createElementBlock("div", _hoisted_60, [_createElementVNode("ul", _hoisted_61, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.stepProblems, (problem) => {
                return (_openBlock(), _createElementBlock("li", { key: problem.text }, [_createElementVNode("span", null, _toDisplayString(problem.text), 1), (problem.step && problem.step !== viewer.stepId)
                  ? (_openBlock(), _createElementBlock("button", {
                      key: 0,
                      class: "link",
                      "aria-label": viewer.content.words.author_go + ': ' + problem.step,
                      onClick: $event => (viewer.goToProblem(problem))
                    }, _toDisplayString(viewer.content.words.author_go), 9, _hoisted_62))
                  : _createCommentVNode("", true)]))
              }), 128))])]))
            : _createCommentVNode("", true),
          _createElementVNode("div", {
            class: "card-tools",
            role: "group",
            "aria-label": viewer.content.words.consult.tools
          }, [
            (viewer.consult.canRead)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 0,
                  class: "plain",
                  "aria-pressed": viewer.consult.reading,
                  "aria-label": viewer.consult.reading ? viewer.content.words.consult.stop_reading : viewer.content.words.consult.read_aloud,
                  title: viewer.consult.reading ? viewer.content.words.consult.stop_reading : viewer.content.words.consult.read_aloud,
                  onClick: $event => (viewer.consult.readAloud())
                }, _cache[8] || (_cache[8] = [_createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M5 9.5v5h3.5L13 18V6L8.5 9.5zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11" })], -1)]), 8, _hoisted_64))
              : _createCommentVNode("", true),
            (viewer.audience === 'patient')
              ? (_openBlock(), _createElementBlock("button", {
                  key: 1,
                  class: "plain size smaller",
                  "aria-label": viewer.content.words.consult.smaller,
                  title: viewer.content.words.consult.smaller,
                  disabled: !viewer.consult.canResize(-1),
                  onClick: $event => (viewer.consult.resize(-1))
                }, " A− ", 8, _hoisted_65))
              : _createCommentVNode("", true),
            (viewer.audience === 'patient')
              ? (_openBlock(), _createElementBlock("button", {
                  key: 2,
                  class: "plain size larger",
                  "aria-label": viewer.content.words.consult.larger,
                  title: viewer.content.words.consult.larger,
                  disabled: !viewer.consult.canResize(1),
                  onClick: $event => (viewer.consult.resize(1))
                }, " A+ ", 8, _hoisted_66))
              : _createCommentVNode("", true),
            true
              ? (_openBlock(), _createElementBlock("button", {
                  key: 3,
                  class: "plain print-button",
                  "aria-label": viewer.content.words.consult.print,
                  title: viewer.content.words.consult.print,
                  onClick: $event => (viewer.consult.askPrint())
                }, _cache[9] || (_cache[9] = [_createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z" })], -1)]), 8, _hoisted_67))
              : _createCommentVNode("", true)
          ], 8, _hoisted_63),
          (viewer.step.drawing)
            ? (_openBlock(), _createElementBlock("figure", {
                class: "drawing",
                innerHTML: viewer.step.drawing.svg,
                key: viewer.step.drawing.id
              }, null, 8, _hoisted_68))
            : _createCommentVNode("", true),
          _createElementVNode("div", {
            innerHTML: viewer.wording(viewer.step.html),
            class: "prose",
            lang: viewer.foreign(viewer.lesson, 'title'),
            onClick: $event => (viewer.followLink($event))
          }, null, 8, _hoisted_69),
          (viewer.step.values.length)
            ? (_openBlock(), _createElementBlock("dl", {
                key: 4,
                class: "values",
                lang: viewer.foreign(viewer.lesson, 'title')
              }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.step.values, (value) => {
                return (_openBlock(), _createElementBlock("div", { key: value.label }, [_createElementVNode("dt", null, _toDisplayString(value.label), 1), _createElementVNode("dd", null, _toDisplayString(value.value), 1)]))
              }), 128))], 8, _hoisted_70))
            : _createCommentVNode("", true),
          (viewer.numbersOfOthers)
            ? (_openBlock(), _createElementBlock("p", _hoisted_71, _toDisplayString(viewer.content.words.numbers_of_others), 1))
            : _createCommentVNode("", true),
          (viewer.step.claims.length)
            ? (_openBlock(), _createElementBlock("details", {
                class: "claims",
                key: viewer.step.id + viewer.audience,
                open: viewer.audience === 'clinician'
              }, [_createElementVNode("summary", null, _toDisplayString(viewer.say('rests_on', {count: viewer.step.claims.length})), 1), _createElementVNode("ul", null, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.step.claims, (claim, number) => {
                return (_openBlock(), _createElementBlock("li", { key: number }, [_createElementVNode("span", {
                  innerHTML: claim.html,
                  lang: viewer.foreign(viewer.lesson, 'title')
                }, null, 8, _hoisted_73), (claim.basis === 'standard_practice')
                  ? (_openBlock(), _createElementBlock("small", _hoisted_74, _toDisplayString(viewer.content.words.standard_practice), 1))
                  : _createCommentVNode("", true), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(claim.sources, (key) => {
                  return (_openBlock(), _createElementBlock("button", {
                    key: key,
                    class: "source",
                    "aria-expanded": viewer.source === key,
                    "aria-label": viewer.say('source', {key}),
                    onClick: $event => (viewer.showSource(key))
                  }, _toDisplayString(key), 9, _hoisted_75))
                }), 128))]))
              }), 128))]), (viewer.source && viewer.content.sources[viewer.source])
                ? (_openBlock(), _createElementBlock("div", _hoisted_76, [
                    _createElementVNode("strong", null, _toDisplayString(viewer.source), 1),
                    _createElementVNode("span", { lang: viewer.foreign(viewer.content.sources[viewer.source], 'text') }, _toDisplayString(viewer.content.sources[viewer.source].text), 9, _hoisted_77),
                    (viewer.content.sources[viewer.source].doi)
                      ? (_openBlock(), _createElementBlock("a", {
                          key: 0,
                          href: 'https://doi.org/' + viewer.content.sources[viewer.source].doi,
                          target: "_blank",
                          rel: "noreferrer noopener"
                        }, " doi:" + _toDisplayString(viewer.content.sources[viewer.source].doi), 9, _hoisted_78))
                      : _createCommentVNode("", true),
                    _createElementVNode("small", { lang: viewer.foreign(viewer.content.sources[viewer.source], 'read') }, _toDisplayString(viewer.content.sources[viewer.source].read), 9, _hoisted_79)
                  ]))
                : _createCommentVNode("", true)], 8, _hoisted_72))
            : _createCommentVNode("", true),
          (_openBlock(), _createElementBlock("details", {
            class: "in-words",
            key: viewer.stepId
          }, [
            _createElementVNode("summary", null, _toDisplayString(viewer.content.words.consult.in_words), 1),
            _createElementVNode("p", null, _toDisplayString(viewer.viewWords) + ". " + _toDisplayString(viewer.viewNote), 1),
            _createElementVNode("p", null, _toDisplayString(viewer.wording(viewer.step.alternative)), 1),
            (viewer.consult.places.length)
              ? (_openBlock(), _createElementBlock("ul", _hoisted_80, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.consult.places, (line) => {
                  return (_openBlock(), _createElementBlock("li", { key: line }, _toDisplayString(line), 1))
                }), 128))]))
              : _createCommentVNode("", true)
          ])),
          (viewer.audience === 'patient' && viewer.content.consult)
            ? (_openBlock(), _createElementBlock("button", {
                key: 7,
                class: "secondary wide where-button",
                onClick: $event => (viewer.consult.begin())
              }, [_cache[10] || (_cache[10] = _createElementVNode("svg", {
                class: "icon",
                viewBox: "0 0 24 24",
                "aria-hidden": "true"
              }, [_createElementVNode("path", { d: "M12 3v5M12 16v5M3 12h5M16 12h5M12 10.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.consult.where), 1)], 8, _hoisted_81))
            : _createCommentVNode("", true),
          (viewer.questions.length)
            ? (_openBlock(), _createElementBlock("section", _hoisted_82, [_createElementVNode("h3", null, _toDisplayString(viewer.content.words.quiz_title), 1), _createElementVNode("ol", null, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.questions, (question, number) => {
                return (_openBlock(), _createElementBlock("li", { key: question.id }, [_createElementVNode("button", {
                  class: "quiz-open",
                  onClick: $event => (viewer.ask(number))
                }, [_createElementVNode("span", { class: _normalizeClass(["number", viewer.answered(question.id)]) }, _toDisplayString(number + 1), 3), _createElementVNode("span", { innerHTML: viewer.wording(question.prompt) }, null, 8, _hoisted_84), (viewer.answered(question.id))
                  ? (_openBlock(), _createElementBlock("small", _hoisted_85, _toDisplayString(viewer.content.words.quiz_marks[viewer.answered(question.id)]), 1))
                  : _createCommentVNode("", true)], 8, _hoisted_83)]))
              }), 128))])]))
            : _createCommentVNode("", true)
        ], 64))], 8, _hoisted_3), (!viewer.question)
      ? (_openBlock(), _createElementBlock("div", _hoisted_86, [_createElementVNode("button", {
          class: "secondary",
          "aria-label": viewer.content.words.previous_step,
          disabled: viewer.stepIndex === 0,
          onClick: $event => (viewer.back())
        }, [_cache[11] || (_cache[11] = _createElementVNode("svg", {
          class: "icon",
          viewBox: "0 0 24 24",
          "aria-hidden": "true"
        }, [_createElementVNode("path", { d: "M15 5l-7 7 7 7" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.previous), 1)], 8, _hoisted_87), _createElementVNode("button", _mergeProps({
          class: "primary",
          "aria-label": viewer.content.words.next_step
        }, viewer.atTheEnd && viewer.lessonAfter ? {'aria-label': viewer.say('next_lesson_named', viewer.lessonAfter)} : {}, {
          disabled: viewer.atTheEnd && !viewer.lessonAfter,
          onClick: $event => (viewer.next())
        }), [_createElementVNode("span", null, _toDisplayString(viewer.content.words[viewer.atTheEnd && viewer.lessonAfter ? 'next_lesson' : 'next']), 1), _cache[12] || (_cache[12] = _createElementVNode("svg", {
          class: "icon",
          viewBox: "0 0 24 24",
          "aria-hidden": "true"
        }, [_createElementVNode("path", { d: "M9 5l7 7-7 7" })], -1))], 16, _hoisted_88)]))
      : _createCommentVNode("", true)], 8, _hoisted_1))
  }
}
},
"efb1a92eaf3c84cf": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = ["aria-label"]
const _hoisted_2 = ["aria-label", "aria-valuenow"]
const _hoisted_3 = ["aria-label"]
const _hoisted_4 = { key: 0 }
const _hoisted_5 = { class: "eyebrow" }
const _hoisted_6 = {
  class: "card-title",
  tabindex: "-1"
}
const _hoisted_7 = {
  key: 0,
  class: "quiet"
}
const _hoisted_8 = { key: 1 }
const _hoisted_9 = {
  key: 0,
  class: "prose"
}
const _hoisted_10 = ["aria-label"]
const _hoisted_11 = ["aria-label", "onClick"]
const _hoisted_12 = ["aria-label", "onClick"]
const _hoisted_13 = ["aria-label", "onClick"]
const _hoisted_14 = ["aria-label", "onClick"]
const _hoisted_15 = ["onClick"]
const _hoisted_16 = {
  key: 0,
  class: "quiet"
}
const _hoisted_17 = {
  key: 2,
  class: "quiz-result",
  tabindex: "-1"
}
const _hoisted_18 = ["innerHTML"]
const _hoisted_19 = ["innerHTML"]
const _hoisted_20 = {
  key: 1,
  class: "training-summary"
}
const _hoisted_21 = { class: "eyebrow" }
const _hoisted_22 = {
  class: "card-title",
  tabindex: "-1"
}
const _hoisted_23 = ["aria-label", "innerHTML"]
const _hoisted_24 = ["textContent"]
const _hoisted_25 = ["aria-expanded", "aria-label", "onClick"]
const _hoisted_26 = {
  key: 0,
  class: "citation",
  role: "status"
}
const _hoisted_27 = ["lang"]
const _hoisted_28 = ["href"]
const _hoisted_29 = ["lang"]
const _hoisted_30 = { class: "share" }
const _hoisted_31 = ["onClick"]
const _hoisted_32 = ["value", "aria-label", "onFocus"]
const _hoisted_33 = { class: "card-foot" }
const _hoisted_34 = ["onClick"]
const _hoisted_35 = ["onClick"]
const _hoisted_36 = ["onClick"]

return function render(_ctx, _cache) {
  with (_ctx) {
    const { normalizeStyle: _normalizeStyle, createElementVNode: _createElementVNode, toDisplayString: _toDisplayString, openBlock: _openBlock, createElementBlock: _createElementBlock, createCommentVNode: _createCommentVNode, renderList: _renderList, Fragment: _Fragment } = _Vue

    return (_openBlock(), _createElementBlock("article", {
      class: "card training-card",
      id: "text",
      "aria-label": viewer.content.words.train_title
    }, [_createElementVNode("div", {
      class: "progress",
      role: "progressbar",
      "aria-label": viewer.content.words.train_title,
      "aria-valuemin": "0",
      "aria-valuemax": "10",
      "aria-valuenow": viewer.training.presses.length
    }, [_createElementVNode("div", { style: _normalizeStyle({width: viewer.training.presses.length * 10 + '%'}) }, null, 4)], 8, _hoisted_2), _createElementVNode("div", {
      class: "card-body",
      tabindex: "0",
      role: "group",
      "aria-label": viewer.content.words.train_title
    }, [(!viewer.training.summary)
      ? (_openBlock(), _createElementBlock("div", _hoisted_4, [
          _createElementVNode("p", _hoisted_5, _toDisplayString(viewer.training.eyebrow), 1),
          _createElementVNode("h2", _hoisted_6, _toDisplayString(viewer.training.prompt), 1),
          (viewer.graphics !== 'here')
            ? (_openBlock(), _createElementBlock("p", _hoisted_7, _toDisplayString(viewer.content.words.needs_picture), 1))
            : _createCommentVNode("", true),
          (!viewer.training.shown)
            ? (_openBlock(), _createElementBlock("div", _hoisted_8, [(viewer.training.presses.length === 0)
                ? (_openBlock(), _createElementBlock("p", _hoisted_9, _toDisplayString(viewer.content.words.train_how), 1))
                : _createCommentVNode("", true), _createElementVNode("div", {
                class: "press-pad",
                role: "group",
                "aria-label": viewer.content.words.press_pad
              }, [
                _createElementVNode("button", {
                  class: "plain turn_up",
                  "aria-label": viewer.content.words.press_turn_up,
                  onClick: $event => (viewer.moveCross(0, 5))
                }, _cache[0] || (_cache[0] = [_createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M12 20V5M6 11l6-6 6 6" })], -1)]), 8, _hoisted_11),
                _createElementVNode("button", {
                  class: "plain turn_left",
                  "aria-label": viewer.content.words.press_turn_left,
                  onClick: $event => (viewer.moveCross(-5, 0))
                }, _cache[1] || (_cache[1] = [_createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M15 5l-7 7 7 7" })], -1)]), 8, _hoisted_12),
                _createElementVNode("button", {
                  class: "plain turn_right",
                  "aria-label": viewer.content.words.press_turn_right,
                  onClick: $event => (viewer.moveCross(5, 0))
                }, _cache[2] || (_cache[2] = [_createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M9 5l7 7-7 7" })], -1)]), 8, _hoisted_13),
                _createElementVNode("button", {
                  class: "plain turn_down",
                  "aria-label": viewer.content.words.press_turn_down,
                  onClick: $event => (viewer.moveCross(0, -5))
                }, _cache[3] || (_cache[3] = [_createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M12 4v15M6 13l6 6 6-6" })], -1)]), 8, _hoisted_14),
                _createElementVNode("button", {
                  class: "primary",
                  onClick: $event => (viewer.pressHere())
                }, _toDisplayString(viewer.content.words.press_here), 9, _hoisted_15),
                (viewer.cross)
                  ? (_openBlock(), _createElementBlock("p", _hoisted_16, _toDisplayString(viewer.cross?.words), 1))
                  : _createCommentVNode("", true)
              ], 8, _hoisted_10)]))
            : (_openBlock(), _createElementBlock("div", _hoisted_17, [_createElementVNode("p", {
                class: "verdict",
                innerHTML: viewer.training.shown.words
              }, null, 8, _hoisted_18), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.training.shown.lines, (line, number) => {
                return (_openBlock(), _createElementBlock("p", {
                  key: number,
                  innerHTML: line
                }, null, 8, _hoisted_19))
              }), 128))]))
        ]))
      : _createCommentVNode("", true), (viewer.training.summary)
      ? (_openBlock(), _createElementBlock("div", _hoisted_20, [
          _createElementVNode("p", _hoisted_21, _toDisplayString(viewer.training.received ? viewer.content.words.train_received : viewer.content.words.train_done), 1),
          _createElementVNode("h2", _hoisted_22, _toDisplayString(viewer.training.summary.title), 1),
          (_openBlock(), _createElementBlock("svg", {
            class: "training-plot",
            viewBox: "-60 -60 120 120",
            role: "img",
            "aria-label": viewer.training.summary.lines.join(' '),
            innerHTML: viewer.training.summary.plot
          }, null, 8, _hoisted_23)),
          (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.training.summary.lines, (line, number) => {
            return (_openBlock(), _createElementBlock("p", {
              key: number,
              textContent: _toDisplayString(line)
            }, null, 8, _hoisted_24))
          }), 128)),
          (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.training.summary.sources, (key) => {
            return (_openBlock(), _createElementBlock("button", {
              key: key,
              class: "source",
              "aria-expanded": viewer.source === key,
              "aria-label": viewer.say('source', {key}),
              onClick: $event => (viewer.showSource(key))
            }, _toDisplayString(key), 9, _hoisted_25))
          }), 128)),
          (viewer.source && viewer.content.sources[viewer.source])
            ? (_openBlock(), _createElementBlock("div", _hoisted_26, [
                _createElementVNode("strong", null, _toDisplayString(viewer.source), 1),
                _createElementVNode("span", { lang: viewer.foreign(viewer.content.sources[viewer.source], 'text') }, _toDisplayString(viewer.content.sources[viewer.source].text), 9, _hoisted_27),
                (viewer.content.sources[viewer.source].doi)
                  ? (_openBlock(), _createElementBlock("a", {
                      key: 0,
                      href: 'https://doi.org/' + viewer.content.sources[viewer.source].doi,
                      target: "_blank",
                      rel: "noreferrer noopener"
                    }, " doi:" + _toDisplayString(viewer.content.sources[viewer.source].doi), 9, _hoisted_28))
                  : _createCommentVNode("", true),
                _createElementVNode("small", { lang: viewer.foreign(viewer.content.sources[viewer.source], 'read') }, _toDisplayString(viewer.content.sources[viewer.source].read), 9, _hoisted_29)
              ]))
            : _createCommentVNode("", true),
          _createElementVNode("div", _hoisted_30, [_createElementVNode("button", {
            class: "secondary",
            onClick: $event => (viewer.shareTraining())
          }, _toDisplayString(viewer.content.words.train_share), 9, _hoisted_31), (viewer.training.link)
            ? (_openBlock(), _createElementBlock("input", {
                key: 0,
                readonly: "",
                value: viewer.training.link,
                "aria-label": viewer.content.words.train_link,
                onFocus: $event => ($event.target.select())
              }, null, 40, _hoisted_32))
            : _createCommentVNode("", true)])
        ]))
      : _createCommentVNode("", true)], 8, _hoisted_3), _createElementVNode("div", _hoisted_33, [_createElementVNode("button", {
      class: "secondary",
      onClick: $event => (viewer.endTraining())
    }, _toDisplayString(viewer.content.words.train_end), 9, _hoisted_34), (viewer.training.shown)
      ? (_openBlock(), _createElementBlock("button", {
          key: 0,
          class: "primary",
          onClick: $event => (viewer.nextPress())
        }, _toDisplayString(viewer.training.presses.length < 10 ? viewer.content.words.train_next : viewer.content.words.train_sum), 9, _hoisted_35))
      : _createCommentVNode("", true), (viewer.training.summary)
      ? (_openBlock(), _createElementBlock("button", {
          key: 1,
          class: "primary",
          onClick: $event => (viewer.train(viewer.training.received ? viewer.training.seed : undefined))
        }, _toDisplayString(viewer.training.received ? viewer.content.words.train_same : viewer.content.words.train_new), 9, _hoisted_36))
      : _createCommentVNode("", true)])], 8, _hoisted_1))
  }
}
},
"949543b10cbce0d0": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = ["aria-label"]
const _hoisted_2 = { class: "card-head" }
const _hoisted_3 = { class: "eyebrow" }
const _hoisted_4 = {
  key: 0,
  class: "tag"
}
const _hoisted_5 = ["aria-label", "onClick"]
const _hoisted_6 = ["aria-label"]
const _hoisted_7 = ["lang"]
const _hoisted_8 = {
  key: 0,
  class: "names"
}
const _hoisted_9 = {
  key: 0,
  lang: "la"
}
const _hoisted_10 = { key: 1 }
const _hoisted_11 = { key: 2 }
const _hoisted_12 = {
  key: 1,
  class: "names quiet"
}
const _hoisted_13 = {
  key: 2,
  class: "quiet",
  role: "status"
}
const _hoisted_14 = ["lang"]
const _hoisted_15 = {
  key: 4,
  class: "untranslated"
}
const _hoisted_16 = {
  key: 5,
  class: "ledger"
}
const _hoisted_17 = ["lang"]
const _hoisted_18 = ["onClick"]
const _hoisted_19 = { key: 1 }
const _hoisted_20 = {
  key: 0,
  class: "quiet"
}
const _hoisted_21 = { class: "sure" }
const _hoisted_22 = ["aria-expanded", "aria-label", "onClick"]
const _hoisted_23 = ["lang"]
const _hoisted_24 = { class: "sure" }
const _hoisted_25 = ["aria-expanded", "aria-label", "onClick"]
const _hoisted_26 = {
  key: 7,
  class: "citation",
  role: "status"
}
const _hoisted_27 = ["lang"]
const _hoisted_28 = ["href"]
const _hoisted_29 = ["lang"]
const _hoisted_30 = {
  key: 0,
  class: "card-foot"
}
const _hoisted_31 = ["onClick"]
const _hoisted_32 = ["onClick"]
const _hoisted_33 = ["onClick"]

return function render(_ctx, _cache) {
  with (_ctx) {
    const { toDisplayString: _toDisplayString, openBlock: _openBlock, createElementBlock: _createElementBlock, createCommentVNode: _createCommentVNode, createElementVNode: _createElementVNode, renderList: _renderList, Fragment: _Fragment } = _Vue

    return (_openBlock(), _createElementBlock("article", {
      class: "card info-card",
      key: viewer.card.id,
      "aria-label": viewer.content.words.structure
    }, [_createElementVNode("div", _hoisted_2, [_createElementVNode("p", _hoisted_3, [(viewer.card.tag)
      ? (_openBlock(), _createElementBlock("span", _hoisted_4, _toDisplayString(viewer.card.tag), 1))
      : _createCommentVNode("", true), _createElementVNode("span", null, _toDisplayString(viewer.content.words.kinds[viewer.card.kind] || viewer.card.kind), 1)]), _createElementVNode("button", {
      class: "plain",
      "aria-label": viewer.content.words.close_card,
      onClick: $event => (viewer.select(null))
    }, _cache[0] || (_cache[0] = [_createElementVNode("svg", {
      class: "icon",
      viewBox: "0 0 24 24",
      "aria-hidden": "true"
    }, [_createElementVNode("path", { d: "M6 6l12 12M18 6L6 18" })], -1)]), 8, _hoisted_5)]), _createElementVNode("div", {
      class: "card-body",
      tabindex: "0",
      role: "group",
      "aria-label": viewer.card.name
    }, [
      _createElementVNode("h2", {
        class: "card-title",
        tabindex: "-1",
        lang: viewer.foreign(viewer.card, 'name')
      }, _toDisplayString(viewer.card.name), 9, _hoisted_7),
      (viewer.audience !== 'patient' && viewer.card.latin)
        ? (_openBlock(), _createElementBlock("p", _hoisted_8, [(viewer.card.latin)
            ? (_openBlock(), _createElementBlock("em", _hoisted_9, _toDisplayString(viewer.card.latin), 1))
            : _createCommentVNode("", true), (viewer.card.ta2)
            ? (_openBlock(), _createElementBlock("span", _hoisted_10, " TA2 " + _toDisplayString(viewer.card.ta2), 1))
            : (viewer.card.ta2_of_whole)
              ? (_openBlock(), _createElementBlock("span", _hoisted_11, _toDisplayString(viewer.say('part_of', {name: 'TA2 ' + viewer.card.ta2_of_whole})), 1))
              : _createCommentVNode("", true)]))
        : _createCommentVNode("", true),
      (viewer.audience !== 'patient' && viewer.card.synonyms?.length)
        ? (_openBlock(), _createElementBlock("p", _hoisted_12, [_createElementVNode("span", null, _toDisplayString(viewer.say('also', {names: viewer.card.synonyms.join(', ')})), 1)]))
        : _createCommentVNode("", true),
      (!viewer.isHere('more'))
        ? (_openBlock(), _createElementBlock("p", _hoisted_13, _toDisplayString(viewer.content.words.loading_card), 1))
        : (_openBlock(), _createElementBlock("p", {
            key: 3,
            class: "prose",
            lang: viewer.foreign(viewer.card, 'what')
          }, _toDisplayString(viewer.wording(viewer.card.what)), 9, _hoisted_14)),
      (viewer.isHere('more') && viewer.foreign(viewer.card, 'what'))
        ? (_openBlock(), _createElementBlock("p", _hoisted_15, _toDisplayString(viewer.content.words.partly_english), 1))
        : _createCommentVNode("", true),
      (viewer.card.ledger?.length && viewer.audience !== 'patient')
        ? (_openBlock(), _createElementBlock("section", _hoisted_16, [_createElementVNode("h3", null, _toDisplayString(viewer.content.words.ledger), 1), _createElementVNode("ol", { lang: viewer.foreign(viewer.card, 'ledger') }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.card.ledger, (row, number) => {
            return (_openBlock(), _createElementBlock("li", { key: number }, [
              _createElementVNode("p", null, [_createElementVNode("strong", null, _toDisplayString(row.relation + ' '), 1), (row.structure)
                ? (_openBlock(), _createElementBlock("button", {
                    key: 0,
                    class: "link",
                    onClick: $event => (viewer.showWith(row.structure))
                  }, _toDisplayString(row.what), 9, _hoisted_18))
                : (_openBlock(), _createElementBlock("span", _hoisted_19, _toDisplayString(row.what), 1))]),
              (row.note)
                ? (_openBlock(), _createElementBlock("span", _hoisted_20, _toDisplayString(row.note), 1))
                : _createCommentVNode("", true),
              _createElementVNode("small", _hoisted_21, _toDisplayString(row.sure), 1),
              (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(row.sources, (key) => {
                return (_openBlock(), _createElementBlock("button", {
                  key: key,
                  class: "source",
                  "aria-expanded": viewer.source === key,
                  "aria-label": viewer.say('source', {key}),
                  onClick: $event => (viewer.showSource(key))
                }, _toDisplayString(key), 9, _hoisted_22))
              }), 128))
            ]))
          }), 128))], 8, _hoisted_17)]))
        : _createCommentVNode("", true),
      (viewer.card.facts?.length && viewer.audience !== 'patient')
        ? (_openBlock(), _createElementBlock("dl", {
            key: 6,
            class: "facts",
            lang: viewer.foreign(viewer.card, 'facts')
          }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.card.facts, (fact, number) => {
            return (_openBlock(), _createElementBlock("div", { key: number }, [_createElementVNode("dt", null, _toDisplayString(fact.label), 1), _createElementVNode("dd", null, [_createElementVNode("span", null, _toDisplayString(fact.value), 1), _createElementVNode("small", _hoisted_24, _toDisplayString(fact.sure), 1), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(fact.sources, (key) => {
              return (_openBlock(), _createElementBlock("button", {
                key: key,
                class: "source",
                "aria-expanded": viewer.source === key,
                "aria-label": viewer.say('source', {key}),
                onClick: $event => (viewer.showSource(key))
              }, _toDisplayString(key), 9, _hoisted_25))
            }), 128))])]))
          }), 128))], 8, _hoisted_23))
        : _createCommentVNode("", true),
      (viewer.source && viewer.content.sources[viewer.source])
        ? (_openBlock(), _createElementBlock("div", _hoisted_26, [
            _createElementVNode("strong", null, _toDisplayString(viewer.source), 1),
            _createElementVNode("span", { lang: viewer.foreign(viewer.content.sources[viewer.source], 'text') }, _toDisplayString(viewer.content.sources[viewer.source].text), 9, _hoisted_27),
            (viewer.content.sources[viewer.source].doi)
              ? (_openBlock(), _createElementBlock("a", {
                  key: 0,
                  href: 'https://doi.org/' + viewer.content.sources[viewer.source].doi,
                  target: "_blank",
                  rel: "noreferrer noopener"
                }, " doi:" + _toDisplayString(viewer.content.sources[viewer.source].doi), 9, _hoisted_28))
              : _createCommentVNode("", true),
            _createElementVNode("small", { lang: viewer.foreign(viewer.content.sources[viewer.source], 'read') }, _toDisplayString(viewer.content.sources[viewer.source].read), 9, _hoisted_29)
          ]))
        : _createCommentVNode("", true)
    ], 8, _hoisted_6), (viewer.card.file)
      ? (_openBlock(), _createElementBlock("div", _hoisted_30, [_createElementVNode("button", {
          class: "secondary",
          onClick: $event => (viewer.focusSelected())
        }, [_cache[1] || (_cache[1] = _createElementVNode("svg", {
          class: "icon",
          viewBox: "0 0 24 24",
          "aria-hidden": "true"
        }, [_createElementVNode("path", { d: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5M12 10.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.focus), 1)], 8, _hoisted_31), _createElementVNode("button", {
          class: "secondary",
          onClick: $event => (viewer.isolateSelected())
        }, [_cache[2] || (_cache[2] = _createElementVNode("svg", {
          class: "icon",
          viewBox: "0 0 24 24",
          "aria-hidden": "true"
        }, [_createElementVNode("path", { d: "M12 4l9 5-9 5-9-5zM4 14l8 4.5 8-4.5" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.only_this), 1)], 8, _hoisted_32), _createElementVNode("button", {
          class: "secondary",
          onClick: $event => (viewer.hideSelected())
        }, [_cache[3] || (_cache[3] = _createElementVNode("svg", {
          class: "icon",
          viewBox: "0 0 24 24",
          "aria-hidden": "true"
        }, [_createElementVNode("path", { d: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.hide), 1)], 8, _hoisted_33)]))
      : _createCommentVNode("", true)], 8, _hoisted_1))
  }
}
},
"5f22f1510799df2f": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = ["aria-label", "onKeydown"]
const _hoisted_2 = ["aria-disabled", "onClick"]
const _hoisted_3 = ["aria-disabled", "onClick"]
const _hoisted_4 = ["onClick"]
const _hoisted_5 = ["onClick"]
const _hoisted_6 = ["onClick"]
const _hoisted_7 = ["onClick"]
const _hoisted_8 = ["onClick"]
const _hoisted_9 = ["onClick"]
const _hoisted_10 = ["onClick"]
const _hoisted_11 = ["onClick"]
const _hoisted_12 = ["onClick"]
const _hoisted_13 = {
  key: 5,
  class: "quiet",
  role: "presentation"
}

return function render(_ctx, _cache) {
  with (_ctx) {
    const { createElementVNode: _createElementVNode, openBlock: _openBlock, createElementBlock: _createElementBlock, toDisplayString: _toDisplayString, createCommentVNode: _createCommentVNode } = _Vue

    return (_openBlock(), _createElementBlock("div", {
      class: "tool-menu",
      role: "menu",
      "aria-label": viewer.content.words.tools.title,
      onKeydown: $event => (viewer.moveInMenu($event))
    }, [
      _createElementVNode("button", {
        class: "row",
        role: "menuitem",
        tabindex: "-1",
        "aria-disabled": !(viewer.done.length),
        onClick: $event => (viewer.undo())
      }, [_cache[0] || (_cache[0] = _createElementVNode("svg", {
        class: "icon",
        viewBox: "0 0 24 24",
        "aria-hidden": "true"
      }, [_createElementVNode("path", { d: "M9 6L4 11l5 5M4 11h10a5 5 0 0 1 0 10h-3" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.undoWords), 1)], 8, _hoisted_2),
      _createElementVNode("button", {
        class: "row",
        role: "menuitem",
        tabindex: "-1",
        "aria-disabled": !(viewer.undone.length),
        onClick: $event => (viewer.redo())
      }, [_cache[1] || (_cache[1] = _createElementVNode("svg", {
        class: "icon",
        viewBox: "0 0 24 24",
        "aria-hidden": "true"
      }, [_createElementVNode("path", { d: "M15 6l5 5-5 5M20 11H10a5 5 0 0 0 0 10h3" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.redoWords), 1)], 8, _hoisted_3),
      (viewer.audience !== 'patient')
        ? (_openBlock(), _createElementBlock("button", {
            key: 0,
            class: "row",
            role: "menuitem",
            tabindex: "-1",
            onClick: $event => (viewer.takeTool('ruler'))
          }, [_cache[2] || (_cache[2] = _createElementVNode("svg", {
            class: "icon",
            viewBox: "0 0 24 24",
            "aria-hidden": "true"
          }, [_createElementVNode("path", { d: "M15.5 3.5l5 5-12 12-5-5zM12.5 6.5l2.2 2.2M9.5 9.5l2.8 2.8M6.5 12.5l2.2 2.2" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.tools.ruler), 1)], 8, _hoisted_4))
        : _createCommentVNode("", true),
      (viewer.audience !== 'patient')
        ? (_openBlock(), _createElementBlock("button", {
            key: 1,
            class: "row",
            role: "menuitem",
            tabindex: "-1",
            onClick: $event => (viewer.takeTool('cut'))
          }, [_cache[3] || (_cache[3] = _createElementVNode("svg", {
            class: "icon",
            viewBox: "0 0 24 24",
            "aria-hidden": "true"
          }, [_createElementVNode("path", { d: "M12 3v18M9 6H5v12h4M15 6l4 2.5v7L15 18" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.tools.cut), 1)], 8, _hoisted_5))
        : _createCommentVNode("", true),
      _createElementVNode("button", {
        class: "row",
        role: "menuitem",
        tabindex: "-1",
        onClick: $event => (viewer.takeTool('pen'))
      }, [_cache[4] || (_cache[4] = _createElementVNode("svg", {
        class: "icon",
        viewBox: "0 0 24 24",
        "aria-hidden": "true"
      }, [_createElementVNode("path", { d: "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.tools.pen), 1)], 8, _hoisted_6),
      _createElementVNode("button", {
        class: "row",
        role: "menuitem",
        tabindex: "-1",
        onClick: $event => (viewer.takeTool('ride'))
      }, [_cache[5] || (_cache[5] = _createElementVNode("svg", {
        class: "icon",
        viewBox: "0 0 24 24",
        "aria-hidden": "true"
      }, [_createElementVNode("path", { d: "M5 20c0-7 14-6 14-13M19 7m-2.2 0a2.2 2.2 0 1 0 4.4 0 2.2 2.2 0 1 0-4.4 0M5 20m-2 0h4" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.tools.ride), 1)], 8, _hoisted_7),
      _createElementVNode("button", {
        class: "row",
        role: "menuitem",
        tabindex: "-1",
        onClick: $event => (viewer.askView())
      }, [_cache[6] || (_cache[6] = _createElementVNode("svg", {
        class: "icon",
        viewBox: "0 0 24 24",
        "aria-hidden": "true"
      }, [_createElementVNode("path", { d: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3A4 4 0 0 0 11 18l1-1" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.tools.save_view), 1)], 8, _hoisted_8),
      _createElementVNode("button", {
        class: "row",
        role: "menuitem",
        tabindex: "-1",
        onClick: $event => (viewer.savePicture())
      }, [_cache[7] || (_cache[7] = _createElementVNode("svg", {
        class: "icon",
        viewBox: "0 0 24 24",
        "aria-hidden": "true"
      }, [_createElementVNode("path", { d: "M4 6h16v12H4zM4 15l4.5-4 4 3.5 3-2.5 4.5 4M15 9.5h.5" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.tools.picture), 1)], 8, _hoisted_9),
      (viewer.canCopyPicture)
        ? (_openBlock(), _createElementBlock("button", {
            key: 2,
            class: "row",
            role: "menuitem",
            tabindex: "-1",
            onClick: $event => (viewer.copyPicture())
          }, [_cache[8] || (_cache[8] = _createElementVNode("svg", {
            class: "icon",
            viewBox: "0 0 24 24",
            "aria-hidden": "true"
          }, [_createElementVNode("path", { d: "M8 8h12v12H8zM8 16H4V4h12v4M8 17l4-3.5 3 2.5 2-1.5 3 2.5" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.tools.copy_picture), 1)], 8, _hoisted_10))
        : _createCommentVNode("", true),
      (viewer.canFilm && viewer.audience !== 'patient')
        ? (_openBlock(), _createElementBlock("button", {
            key: 3,
            class: "row",
            role: "menuitem",
            tabindex: "-1",
            onClick: $event => (viewer.takeTool('record_turntable'))
          }, [_cache[9] || (_cache[9] = _createElementVNode("svg", {
            class: "icon",
            viewBox: "0 0 24 24",
            "aria-hidden": "true"
          }, [_createElementVNode("path", { d: "M4 13c0-2 3.6-3.5 8-3.5s8 1.5 8 3.5-3.6 3.5-8 3.5M12 3v6M14.5 13.5L11.5 16.5l3 3" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.tools.record_turntable), 1)], 8, _hoisted_11))
        : _createCommentVNode("", true),
      (viewer.canFilm && viewer.lesson && viewer.audience !== 'patient')
        ? (_openBlock(), _createElementBlock("button", {
            key: 4,
            class: "row",
            role: "menuitem",
            tabindex: "-1",
            onClick: $event => (viewer.takeTool('record_lesson'))
          }, [_cache[10] || (_cache[10] = _createElementVNode("svg", {
            class: "icon",
            viewBox: "0 0 24 24",
            "aria-hidden": "true"
          }, [_createElementVNode("path", { d: "M3 7h12v10H3zM15 11l6-3.5v9L15 13M8 10v4l3-2z" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.tools.record_lesson), 1)], 8, _hoisted_12))
        : _createCommentVNode("", true),
      (!viewer.canFilm && viewer.audience !== 'patient')
        ? (_openBlock(), _createElementBlock("p", _hoisted_13, _toDisplayString(viewer.content.words.tools.film_not_here), 1))
        : _createCommentVNode("", true)
    ], 40, _hoisted_1))
  }
}
},
"3ebf34d0859c8e62": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = ["aria-label", "data-covers"]
const _hoisted_2 = {
  key: 0,
  class: "film-bar"
}
const _hoisted_3 = { key: 0 }
const _hoisted_4 = ["value", "onChange"]
const _hoisted_5 = ["value"]
const _hoisted_6 = ["value"]
const _hoisted_7 = ["value"]
const _hoisted_8 = { key: 1 }
const _hoisted_9 = ["value", "onChange"]
const _hoisted_10 = ["value"]
const _hoisted_11 = ["value"]
const _hoisted_12 = ["value"]
const _hoisted_13 = ["onClick"]
const _hoisted_14 = ["value", "aria-label"]
const _hoisted_15 = { key: 4 }
const _hoisted_16 = ["onClick"]
const _hoisted_17 = ["onClick"]
const _hoisted_18 = { class: "tool-words" }
const _hoisted_19 = ["aria-label", "title", "onClick"]
const _hoisted_20 = ["aria-label"]
const _hoisted_21 = ["data-first", "aria-pressed", "onClick"]
const _hoisted_22 = ["aria-label"]
const _hoisted_23 = ["aria-pressed", "onClick"]
const _hoisted_24 = { class: "tool-slide" }
const _hoisted_25 = ["aria-label", "title", "onClick"]
const _hoisted_26 = ["aria-label", "title", "onClick"]
const _hoisted_27 = ["min", "max", "value", "aria-label", "aria-valuetext", "onInput"]
const _hoisted_28 = ["aria-label", "title", "onClick"]
const _hoisted_29 = ["aria-label", "title", "onClick"]
const _hoisted_30 = { class: "tool-words tool-last" }
const _hoisted_31 = ["onClick"]
const _hoisted_32 = ["aria-label"]
const _hoisted_33 = ["aria-label", "title", "aria-pressed", "onClick"]
const _hoisted_34 = ["aria-label", "title", "onClick", "aria-pressed"]
const _hoisted_35 = ["aria-label", "title", "onClick", "disabled"]
const _hoisted_36 = ["aria-label", "title", "onClick", "disabled"]
const _hoisted_37 = ["onClick"]
const _hoisted_38 = ["aria-label", "value", "onChange"]
const _hoisted_39 = ["label"]
const _hoisted_40 = ["value"]
const _hoisted_41 = { class: "tool-slide" }
const _hoisted_42 = ["aria-label", "title", "onClick"]
const _hoisted_43 = ["aria-label", "title", "onClick", "aria-pressed"]
const _hoisted_44 = ["aria-label", "title", "onClick"]
const _hoisted_45 = {
  key: 0,
  class: "icon",
  viewBox: "0 0 24 24",
  "aria-hidden": "true"
}
const _hoisted_46 = {
  key: 1,
  class: "icon",
  viewBox: "0 0 24 24",
  "aria-hidden": "true"
}
const _hoisted_47 = ["aria-label", "title", "onClick"]
const _hoisted_48 = ["max", "value", "aria-label", "aria-valuetext", "onInput"]
const _hoisted_49 = ["aria-label", "title", "value", "onChange"]
const _hoisted_50 = ["value"]
const _hoisted_51 = { class: "tool-words tool-last" }
const _hoisted_52 = ["aria-label", "title", "onClick"]

return function render(_ctx, _cache) {
  with (_ctx) {
    const { toDisplayString: _toDisplayString, createElementVNode: _createElementVNode, openBlock: _openBlock, createElementBlock: _createElementBlock, createCommentVNode: _createCommentVNode, normalizeClass: _normalizeClass, normalizeStyle: _normalizeStyle, Fragment: _Fragment, renderList: _renderList } = _Vue

    return (_openBlock(), _createElementBlock("div", {
      class: "tool-bar",
      role: "group",
      "aria-label": viewer.content.words.tools[viewer.tool],
      "data-covers": viewer.phone ? 'bottom' : null
    }, [
      _createElementVNode("strong", null, _toDisplayString(viewer.content.words.tools[viewer.tool]), 1),
      (['record_turntable', 'record_lesson'].includes(viewer.tool))
        ? (_openBlock(), _createElementBlock("div", _hoisted_2, [
            (viewer.tool === 'record_turntable' && !['drawing', 'recording'].includes(viewer.filmStage))
              ? (_openBlock(), _createElementBlock("label", _hoisted_3, [_createElementVNode("span", null, _toDisplayString(viewer.content.words.tools.film_turn), 1), _createElementVNode("select", {
                  value: viewer.turnSeconds,
                  onChange: $event => (viewer.turnSeconds = Number($event.target.value))
                }, [_createElementVNode("option", { value: 5 }, " 5 s ", 8, _hoisted_5), _createElementVNode("option", { value: 10 }, " 10 s ", 8, _hoisted_6), _createElementVNode("option", { value: 20 }, " 20 s ", 8, _hoisted_7)], 40, _hoisted_4)]))
              : _createCommentVNode("", true),
            (viewer.tool === 'record_lesson' && !['drawing', 'recording'].includes(viewer.filmStage))
              ? (_openBlock(), _createElementBlock("label", _hoisted_8, [_createElementVNode("span", null, _toDisplayString(viewer.content.words.tools.film_step), 1), _createElementVNode("select", {
                  value: viewer.stepSeconds,
                  onChange: $event => (viewer.stepSeconds = Number($event.target.value))
                }, [_createElementVNode("option", { value: 3 }, " 3 s ", 8, _hoisted_10), _createElementVNode("option", { value: 5 }, " 5 s ", 8, _hoisted_11), _createElementVNode("option", { value: 8 }, " 8 s ", 8, _hoisted_12)], 40, _hoisted_9)]))
              : _createCommentVNode("", true),
            (!['drawing', 'recording'].includes(viewer.filmStage))
              ? (_openBlock(), _createElementBlock("button", {
                  key: 2,
                  class: "primary",
                  onClick: $event => (viewer.startFilm())
                }, _toDisplayString(viewer.content.words.tools.film_start), 9, _hoisted_13))
              : _createCommentVNode("", true),
            (['drawing', 'recording'].includes(viewer.filmStage))
              ? (_openBlock(), _createElementBlock("progress", {
                  key: 3,
                  max: "1",
                  value: viewer.filmShare,
                  "aria-label": viewer.content.words.tools.film_progress
                }, null, 8, _hoisted_14))
              : _createCommentVNode("", true),
            (viewer.filmTold)
              ? (_openBlock(), _createElementBlock("span", _hoisted_15, _toDisplayString(viewer.filmTold), 1))
              : _createCommentVNode("", true),
            (['drawing', 'recording'].includes(viewer.filmStage))
              ? (_openBlock(), _createElementBlock("button", {
                  key: 5,
                  class: "secondary",
                  onClick: $event => (viewer.stopFilm())
                }, _toDisplayString(viewer.content.words.tools.film_stop), 9, _hoisted_16))
              : _createCommentVNode("", true),
            (viewer.filmStage === 'done' && viewer.film)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 6,
                  class: "secondary",
                  onClick: $event => (viewer.saveFilm())
                }, _toDisplayString(viewer.content.words.tools.film_save), 9, _hoisted_17))
              : _createCommentVNode("", true)
          ]))
        : _createCommentVNode("", true),
      (viewer.aim)
        ? (_openBlock(), _createElementBlock("svg", {
            key: 1,
            class: _normalizeClass(["aim", {inking: viewer.inking}]),
            viewBox: "-18 -18 36 36",
            "aria-hidden": "true",
            style: _normalizeStyle({transform: `translate(${viewer.aim.x}px, ${viewer.aim.y}px)`})
          }, _cache[0] || (_cache[0] = [_createElementVNode("path", {
            class: "case",
            d: "M-16 0H-5M5 0H16M0-16V-5M0 5V16"
          }, null, -1), _createElementVNode("path", {
            class: "line",
            d: "M-16 0H-5M5 0H16M0-16V-5M0 5V16"
          }, null, -1), _createElementVNode("circle", { r: "1.8" }, null, -1)]), 6))
        : _createCommentVNode("", true),
      (viewer.tool === 'ruler')
        ? (_openBlock(), _createElementBlock(_Fragment, { key: 2 }, [_createElementVNode("span", _hoisted_18, _toDisplayString(viewer.rulerWords), 1), (viewer.rulerEnds.length)
            ? (_openBlock(), _createElementBlock("button", {
                key: 0,
                class: "nudge",
                "aria-label": viewer.content.words.tools.ruler_clear,
                title: viewer.content.words.tools.ruler_clear,
                onClick: $event => (viewer.clearRuler())
              }, _cache[1] || (_cache[1] = [_createElementVNode("svg", {
                class: "icon",
                viewBox: "0 0 24 24",
                "aria-hidden": "true"
              }, [_createElementVNode("path", { d: "M5 7h14M9 7V4.5h6V7M7 7l1 13h8l1-13" })], -1)]), 8, _hoisted_19))
            : _createCommentVNode("", true)], 64))
        : _createCommentVNode("", true),
      (viewer.tool === 'cut' && viewer.clip)
        ? (_openBlock(), _createElementBlock(_Fragment, { key: 3 }, [
            _createElementVNode("div", {
              class: "segmented",
              role: "group",
              "aria-label": viewer.content.words.tools.cut_plane
            }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.planes, (plane) => {
              return (_openBlock(), _createElementBlock("button", {
                key: plane,
                "data-first": plane === viewer.clip.plane,
                "aria-pressed": viewer.clip.plane === plane,
                onClick: $event => (viewer.setPlane(plane))
              }, _toDisplayString(viewer.content.words.clip_planes[plane]), 9, _hoisted_21))
            }), 128))], 8, _hoisted_20),
            _createElementVNode("div", {
              class: "segmented tool-keep",
              role: "group",
              "aria-label": viewer.content.words.tools.cut_keep
            }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.cutSides, (side) => {
              return (_openBlock(), _createElementBlock("button", {
                key: side.keep,
                "aria-pressed": viewer.clip.keep === side.keep,
                onClick: $event => (viewer.setKeep(side.keep))
              }, _toDisplayString(side.words), 9, _hoisted_23))
            }), 128))], 8, _hoisted_22),
            _createElementVNode("div", _hoisted_24, [
              _createElementVNode("button", {
                class: "nudge",
                "aria-label": viewer.content.words.tools.cut_back_5,
                title: viewer.content.words.tools.cut_back_5,
                onClick: $event => (viewer.nudgeCut(-5))
              }, _cache[2] || (_cache[2] = [_createElementVNode("svg", {
                class: "icon",
                viewBox: "0 0 24 24",
                "aria-hidden": "true"
              }, [_createElementVNode("path", { d: "M18 6l-8 6 8 6zM6 6v12" })], -1)]), 8, _hoisted_25),
              _createElementVNode("button", {
                class: "nudge",
                "aria-label": viewer.content.words.tools.cut_back_1,
                title: viewer.content.words.tools.cut_back_1,
                onClick: $event => (viewer.nudgeCut(-1))
              }, _cache[3] || (_cache[3] = [_createElementVNode("svg", {
                class: "icon",
                viewBox: "0 0 24 24",
                "aria-hidden": "true"
              }, [_createElementVNode("path", { d: "M15 5l-7 7 7 7" })], -1)]), 8, _hoisted_26),
              _createElementVNode("input", {
                type: "range",
                step: "1",
                min: viewer.cutRange.min,
                max: viewer.cutRange.max,
                value: viewer.clip.at_mm,
                "aria-label": viewer.content.words.tools.cut_where,
                "aria-valuetext": viewer.clipWords,
                onInput: $event => (viewer.setCutAt($event.target.value))
              }, null, 40, _hoisted_27),
              _createElementVNode("button", {
                class: "nudge",
                "aria-label": viewer.content.words.tools.cut_on_1,
                title: viewer.content.words.tools.cut_on_1,
                onClick: $event => (viewer.nudgeCut(1))
              }, _cache[4] || (_cache[4] = [_createElementVNode("svg", {
                class: "icon",
                viewBox: "0 0 24 24",
                "aria-hidden": "true"
              }, [_createElementVNode("path", { d: "M9 5l7 7-7 7" })], -1)]), 8, _hoisted_28),
              _createElementVNode("button", {
                class: "nudge",
                "aria-label": viewer.content.words.tools.cut_on_5,
                title: viewer.content.words.tools.cut_on_5,
                onClick: $event => (viewer.nudgeCut(5))
              }, _cache[5] || (_cache[5] = [_createElementVNode("svg", {
                class: "icon",
                viewBox: "0 0 24 24",
                "aria-hidden": "true"
              }, [_createElementVNode("path", { d: "M6 6l8 6-8 6zM18 6v12" })], -1)]), 8, _hoisted_29)
            ]),
            _createElementVNode("span", _hoisted_30, _toDisplayString(viewer.clipWords), 1),
            _createElementVNode("button", {
              class: "chip tool-keep",
              onClick: $event => (viewer.endCut())
            }, _toDisplayString(viewer.content.words.tools.cut_end), 9, _hoisted_31)
          ], 64))
        : _createCommentVNode("", true),
      (viewer.tool === 'pen')
        ? (_openBlock(), _createElementBlock(_Fragment, { key: 4 }, [
            _createElementVNode("div", {
              class: "inks",
              role: "group",
              "aria-label": viewer.content.words.tools.pen_with
            }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.inks, (ink) => {
              return (_openBlock(), _createElementBlock("button", {
                class: "nudge",
                key: ink,
                "aria-label": viewer.content.words.tools.inks[ink],
                title: viewer.content.words.tools.inks[ink],
                "aria-pressed": !viewer.erasing && viewer.ink === ink,
                onClick: $event => (viewer.takeInk(ink))
              }, [_createElementVNode("span", { class: _normalizeClass(["ink", ink]) }, null, 2)], 8, _hoisted_33))
            }), 128))], 8, _hoisted_32),
            _createElementVNode("button", {
              class: "nudge",
              "aria-label": viewer.content.words.tools.pen_eraser,
              title: viewer.content.words.tools.pen_eraser,
              onClick: $event => (viewer.takeEraser()),
              "aria-pressed": viewer.erasing
            }, _cache[6] || (_cache[6] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M9 19h11M14 4.5l5.5 5.5-8 8H8L4.5 14.5zM9.2 9.3l5.5 5.5" })], -1)]), 8, _hoisted_34),
            _createElementVNode("button", {
              class: "nudge",
              "aria-label": viewer.content.words.tools.pen_undo,
              title: viewer.content.words.tools.pen_undo,
              onClick: $event => (viewer.undoStroke()),
              disabled: !viewer.past.length
            }, _cache[7] || (_cache[7] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M8 6L4 10l4 4M4 10h10a5 5 0 0 1 0 10h-3" })], -1)]), 8, _hoisted_35),
            _createElementVNode("button", {
              class: "nudge",
              "aria-label": viewer.content.words.tools.pen_clear,
              title: viewer.content.words.tools.pen_clear,
              onClick: $event => (viewer.clearStrokes()),
              disabled: !viewer.strokes.length
            }, _cache[8] || (_cache[8] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M5 7h14M9 7V4.5h6V7M7 7l1 13h8l1-13" })], -1)]), 8, _hoisted_36),
            (viewer.penAway)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 0,
                  class: "chip",
                  onClick: $event => (viewer.backToStrokes())
                }, _toDisplayString(viewer.content.words.tools.pen_back), 9, _hoisted_37))
              : _createCommentVNode("", true)
          ], 64))
        : _createCommentVNode("", true),
      (viewer.tool === 'ride')
        ? (_openBlock(), _createElementBlock(_Fragment, { key: 5 }, [_createElementVNode("select", {
            "aria-label": viewer.content.words.tools.ride_which,
            value: viewer.rideOf,
            onChange: $event => (viewer.chooseRide($event.target.value))
          }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.rideNerves, (group) => {
            return (_openBlock(), _createElementBlock("optgroup", {
              key: group.id,
              label: group.name
            }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(group.nerves, (one) => {
              return (_openBlock(), _createElementBlock("option", {
                key: one.id,
                value: one.id
              }, _toDisplayString(one.name), 9, _hoisted_40))
            }), 128))], 8, _hoisted_39))
          }), 128))], 40, _hoisted_38), _createElementVNode("div", _hoisted_41, [
            _createElementVNode("button", {
              class: "nudge",
              "aria-label": viewer.content.words.tools.ride_previous,
              title: viewer.content.words.tools.ride_previous,
              onClick: $event => (viewer.stepRide(-1))
            }, _cache[9] || (_cache[9] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M18 6l-8 6 8 6zM6 6v12" })], -1)]), 8, _hoisted_42),
            _createElementVNode("button", {
              class: "nudge",
              "aria-label": viewer.content.words.tools.ride_backward,
              title: viewer.content.words.tools.ride_backward,
              onClick: $event => (viewer.rideOn(-1)),
              "aria-pressed": viewer.rideWay === -1
            }, _cache[10] || (_cache[10] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M16 5L5 12l11 7z" })], -1)]), 8, _hoisted_43),
            _createElementVNode("button", {
              class: "nudge",
              "data-first": "",
              "aria-label": viewer.content.words.tools[viewer.rideWay ? 'ride_stop' : 'ride_forward'],
              title: viewer.content.words.tools[viewer.rideWay ? 'ride_stop' : 'ride_forward'],
              onClick: $event => (viewer.togglePlay())
            }, [(viewer.rideWay)
              ? (_openBlock(), _createElementBlock("svg", _hoisted_45, _cache[11] || (_cache[11] = [_createElementVNode("path", { d: "M8 5v14M16 5v14" }, null, -1)])))
              : (_openBlock(), _createElementBlock("svg", _hoisted_46, _cache[12] || (_cache[12] = [_createElementVNode("path", { d: "M8 5l11 7-11 7z" }, null, -1)])))], 8, _hoisted_44),
            _createElementVNode("button", {
              class: "nudge",
              "aria-label": viewer.content.words.tools.ride_next,
              title: viewer.content.words.tools.ride_next,
              onClick: $event => (viewer.stepRide(1))
            }, _cache[13] || (_cache[13] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M6 6l8 6-8 6zM18 6v12" })], -1)]), 8, _hoisted_47),
            _createElementVNode("input", {
              type: "range",
              min: "0",
              step: "1",
              max: viewer.rideLength,
              value: Math.round(viewer.rideAt),
              "aria-label": viewer.content.words.tools.ride_where,
              "aria-valuetext": viewer.rideWords,
              onInput: $event => (viewer.rideTo($event.target.value))
            }, null, 40, _hoisted_48),
            _createElementVNode("select", {
              class: "speed",
              "aria-label": viewer.content.words.tools.ride_speed,
              title: viewer.content.words.tools.ride_speed,
              value: viewer.rideSpeed,
              onChange: $event => (viewer.setSpeed($event.target.value))
            }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.speeds, (speed, number) => {
              return (_openBlock(), _createElementBlock("option", {
                key: speed,
                value: speed
              }, _toDisplayString(viewer.content.words.tools.ride_speeds[number]), 9, _hoisted_50))
            }), 128))], 40, _hoisted_49)
          ]), _createElementVNode("span", _hoisted_51, _toDisplayString(viewer.rideWords), 1)], 64))
        : _createCommentVNode("", true),
      _createElementVNode("button", {
        class: "nudge tool-away",
        "aria-label": viewer.content.words.tools.put_away,
        title: viewer.content.words.tools.put_away + ' (Esc)',
        onClick: $event => (viewer.putAway())
      }, _cache[14] || (_cache[14] = [_createElementVNode("svg", {
        class: "icon",
        viewBox: "0 0 24 24",
        "aria-hidden": "true"
      }, [_createElementVNode("path", { d: "M6 6l12 12M18 6L6 18" })], -1)]), 8, _hoisted_52)
    ], 8, _hoisted_1))
  }
}
},
"23f0475d55b93468": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = ["aria-label"]
const _hoisted_2 = { class: "board-head" }
const _hoisted_3 = { class: "board-prompt" }
const _hoisted_4 = { class: "board-count" }
const _hoisted_5 = { class: "asked-stand" }
const _hoisted_6 = {
  key: 0,
  class: "board-options"
}
const _hoisted_7 = ["innerHTML"]
const _hoisted_8 = {
  key: 1,
  class: "tally"
}
const _hoisted_9 = { class: "tally-count" }
const _hoisted_10 = ["aria-label"]
const _hoisted_11 = { class: "tally-name" }
const _hoisted_12 = { key: 0 }
const _hoisted_13 = { key: 1 }
const _hoisted_14 = {
  class: "tally-bar",
  "aria-hidden": "true"
}
const _hoisted_15 = ["aria-label"]
const _hoisted_16 = { class: "number" }
const _hoisted_17 = { class: "tally-name" }
const _hoisted_18 = ["aria-label"]
const _hoisted_19 = ["aria-label"]
const _hoisted_20 = {
  key: 2,
  class: "tally-figures"
}
const _hoisted_21 = {
  key: 3,
  class: "tally-signs"
}

return function render(_ctx, _cache) {
  with (_ctx) {
    const { toDisplayString: _toDisplayString, createElementVNode: _createElementVNode, renderList: _renderList, Fragment: _Fragment, openBlock: _openBlock, createElementBlock: _createElementBlock, createCommentVNode: _createCommentVNode, normalizeStyle: _normalizeStyle, normalizeClass: _normalizeClass } = _Vue

    return (_openBlock(), _createElementBlock("section", {
      class: _normalizeClass(["asked-board", viewer.question.kind]),
      "aria-label": viewer.classroom.words.asking.title,
      "data-covers": "top"
    }, [_createElementVNode("div", _hoisted_2, [_createElementVNode("p", _hoisted_3, _toDisplayString(viewer.posed.prompt), 1), _createElementVNode("p", _hoisted_4, [_createElementVNode("strong", null, _toDisplayString(viewer.classroom.over ? viewer.posed.counted : viewer.classroom.words.asking.count.replace('{count}', viewer.posed.count).replace('{here}', viewer.classroom.room?.here ?? 0)), 1), _createElementVNode("span", _hoisted_5, _toDisplayString(viewer.classroom.words.asking[viewer.posed.shown ? 'is_shown' : viewer.posed.closed ? 'is_closed' : 'is_open']), 1)])]), (!viewer.posed.seen && (viewer.question.options || viewer.question.items))
      ? (_openBlock(), _createElementBlock("ul", _hoisted_6, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.question.options || viewer.question.items, (one, number) => {
          return (_openBlock(), _createElementBlock("li", { key: one.id ?? number }, [_createElementVNode("span", { innerHTML: viewer.wording(one.text ?? one) }, null, 8, _hoisted_7)]))
        }), 128))]))
      : _createCommentVNode("", true), (viewer.posed.seen && viewer.posed.results)
      ? (_openBlock(), _createElementBlock("div", _hoisted_8, [
          _createElementVNode("p", _hoisted_9, _toDisplayString(viewer.posed.counted), 1),
          (viewer.posed.bars.length)
            ? (_openBlock(), _createElementBlock("ul", {
                key: 0,
                class: "tally-bars",
                "aria-label": viewer.classroom.words.asking.are_shown
              }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.posed.bars, (row) => {
                return (_openBlock(), _createElementBlock("li", {
                  key: row.id,
                  class: _normalizeClass({right: row.right, own: row.own})
                }, [_createElementVNode("span", _hoisted_11, [_createElementVNode("span", null, _toDisplayString(row.name), 1), (row.right)
                  ? (_openBlock(), _createElementBlock("em", _hoisted_12, _toDisplayString(' ✓ ' + viewer.classroom.words.asking.right), 1))
                  : _createCommentVNode("", true), (row.own)
                  ? (_openBlock(), _createElementBlock("em", _hoisted_13, _toDisplayString(' · ' + viewer.classroom.words.asking.yours), 1))
                  : _createCommentVNode("", true)]), _createElementVNode("span", _hoisted_14, [_createElementVNode("i", { style: _normalizeStyle({width: row.percent + '%', '--tint': row.colour}) }, null, 4)]), _createElementVNode("strong", null, _toDisplayString(viewer.classroom.words.asking.bar.replace('{count}', row.count).replace('{percent}', row.percent)), 1)], 2))
              }), 128))], 8, _hoisted_10))
            : _createCommentVNode("", true),
          (viewer.posed.ranks.length)
            ? (_openBlock(), _createElementBlock("ol", {
                key: 1,
                class: "tally-ranks",
                "aria-label": viewer.classroom.words.asking.are_shown
              }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.posed.ranks, (row) => {
                return (_openBlock(), _createElementBlock("li", { key: row.id }, [_createElementVNode("span", _hoisted_16, _toDisplayString(row.rank), 1), _createElementVNode("span", _hoisted_17, [_createElementVNode("span", null, _toDisplayString(row.name), 1), _createElementVNode("small", null, _toDisplayString(viewer.classroom.words.asking.rank_mean.replace('{mean}', row.mean)), 1)]), _createElementVNode("span", {
                  class: "tally-places",
                  role: "list",
                  "aria-label": viewer.classroom.words.asking.rank_places
                }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(row.places, (one) => {
                  return (_openBlock(), _createElementBlock("span", {
                    key: one.place,
                    role: "listitem",
                    class: _normalizeClass({right: one.right, most: one.percent > 50}),
                    style: _normalizeStyle({'--share': one.percent + '%'}),
                    "aria-label": viewer.classroom.words.asking.rank_place.replace('{count}', one.count).replace('{place}', one.place) + (one.right ? ', ' + viewer.classroom.words.asking.right : '')
                  }, _toDisplayString(one.count), 15, _hoisted_19))
                }), 128))], 8, _hoisted_18)]))
              }), 128))], 8, _hoisted_15))
            : _createCommentVNode("", true),
          (viewer.posed.figures.length)
            ? (_openBlock(), _createElementBlock("dl", _hoisted_20, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.posed.figures, (row, number) => {
                return (_openBlock(), _createElementBlock("div", { key: number }, [_createElementVNode("dt", null, _toDisplayString(row.value), 1), _createElementVNode("dd", null, _toDisplayString(row.words), 1)]))
              }), 128))]))
            : _createCommentVNode("", true),
          (viewer.phone && viewer.posed.figures.length)
            ? (_openBlock(), _createElementBlock("div", _hoisted_21, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.legend, (row) => {
                return (_openBlock(), _createElementBlock("p", { key: row.id }, [_createElementVNode("span", {
                  class: _normalizeClass(["swatch", row.id]),
                  "aria-hidden": "true"
                }, null, 2), _createElementVNode("span", null, _toDisplayString(row.words), 1)]))
              }), 128))]))
            : _createCommentVNode("", true)
        ]))
      : _createCommentVNode("", true)], 10, _hoisted_1))
  }
}
},
"a43f7000b28ce987": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = ["onClick"]
const _hoisted_2 = ["onKeydown"]
const _hoisted_3 = { class: "card-head" }
const _hoisted_4 = {
  id: "dialog-title",
  class: "card-title"
}
const _hoisted_5 = ["aria-label", "onClick"]
const _hoisted_6 = {
  key: 0,
  class: "dialog-body"
}
const _hoisted_7 = { class: "keys" }
const _hoisted_8 = { class: "choice" }
const _hoisted_9 = ["checked", "onChange"]
const _hoisted_10 = {
  key: 1,
  class: "dialog-body prose"
}
const _hoisted_11 = ["innerHTML"]
const _hoisted_12 = ["innerHTML"]
const _hoisted_13 = {
  key: 0,
  role: "status"
}
const _hoisted_14 = { class: "bibliography" }
const _hoisted_15 = ["lang"]
const _hoisted_16 = { class: "quiet" }

return function render(_ctx, _cache) {
  with (_ctx) {
    const { toDisplayString: _toDisplayString, createElementVNode: _createElementVNode, openBlock: _openBlock, createElementBlock: _createElementBlock, renderList: _renderList, Fragment: _Fragment, createCommentVNode: _createCommentVNode, withKeys: _withKeys, withModifiers: _withModifiers } = _Vue

    return (_openBlock(), _createElementBlock("div", {
      class: "veil",
      onClick: _withModifiers($event => (viewer.closeDialog()), ["self"])
    }, [_createElementVNode("section", {
      class: "dialog",
      role: "dialog",
      "aria-modal": "true",
      "aria-labelledby": "dialog-title",
      onKeydown: _withKeys($event => (viewer.keepFocus($event)), ["tab"])
    }, [_createElementVNode("div", _hoisted_3, [_createElementVNode("h2", _hoisted_4, _toDisplayString(viewer.dialog === 'help' ? viewer.content.words.help_title : viewer.content.words.about_title), 1), _createElementVNode("button", {
      class: "plain",
      "data-first": "",
      "aria-label": viewer.content.words.close,
      onClick: $event => (viewer.closeDialog())
    }, _cache[0] || (_cache[0] = [_createElementVNode("svg", {
      class: "icon",
      viewBox: "0 0 24 24",
      "aria-hidden": "true"
    }, [_createElementVNode("path", { d: "M6 6l12 12M18 6L6 18" })], -1)]), 8, _hoisted_5)]), (viewer.dialog === 'help')
      ? (_openBlock(), _createElementBlock("div", _hoisted_6, [_createElementVNode("dl", _hoisted_7, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.content.words.keys.concat(viewer.lectern?.keys || []), (key) => {
          return (_openBlock(), _createElementBlock("div", { key: key.keys }, [_createElementVNode("dt", null, [_createElementVNode("kbd", null, _toDisplayString(key.keys), 1)]), _createElementVNode("dd", null, _toDisplayString(key.does), 1)]))
        }), 128))]), _createElementVNode("label", _hoisted_8, [_createElementVNode("input", {
          type: "checkbox",
          checked: viewer.lettersOn,
          onChange: $event => (viewer.toggleLetters())
        }, null, 40, _hoisted_9), _createElementVNode("span", null, _toDisplayString(viewer.content.words.single_letter_keys), 1)])]))
      : (_openBlock(), _createElementBlock("div", _hoisted_10, [
          _createElementVNode("div", { innerHTML: viewer.content.product.disclaimer.long_html }, null, 8, _hoisted_11),
          _createElementVNode("div", { innerHTML: viewer.content.product.disclaimer.flags_html }, null, 8, _hoisted_12),
          _createElementVNode("h3", null, _toDisplayString(viewer.content.words.sources), 1),
          (!viewer.isHere('more'))
            ? (_openBlock(), _createElementBlock("p", _hoisted_13, _toDisplayString(viewer.content.words.loading_card), 1))
            : _createCommentVNode("", true),
          _createElementVNode("ul", _hoisted_14, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.content.sources, (source, key) => {
            return (_openBlock(), _createElementBlock("li", { key: key }, [_createElementVNode("strong", null, _toDisplayString(key), 1), _createElementVNode("span", { lang: viewer.foreign(source, 'text') }, _toDisplayString(source.text), 9, _hoisted_15)]))
          }), 128))]),
          _createElementVNode("p", _hoisted_16, _toDisplayString(viewer.say('version', {version: viewer.content.product.version})), 1)
        ]))], 40, _hoisted_2)], 8, _hoisted_1))
  }
}
},
"c77b29d2fbe37bdf": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = ["onClick"]
const _hoisted_2 = ["onKeydown"]
const _hoisted_3 = { class: "card-head" }
const _hoisted_4 = {
  id: "print-title",
  class: "card-title"
}
const _hoisted_5 = ["aria-label", "onClick"]
const _hoisted_6 = {
  key: 0,
  class: "dialog-body"
}
const _hoisted_7 = {
  class: "prose",
  tabindex: "-1",
  "data-first": ""
}
const _hoisted_8 = {
  key: 0,
  class: "share"
}
const _hoisted_9 = ["onClick"]
const _hoisted_10 = { class: "quiet" }
const _hoisted_11 = ["value", "aria-label", "onFocus"]
const _hoisted_12 = {
  key: 1,
  class: "print-pictures"
}
const _hoisted_13 = { class: "prose" }
const _hoisted_14 = ["href", "download"]
const _hoisted_15 = ["src", "alt"]
const _hoisted_16 = {
  key: 1,
  class: "dialog-body"
}
const _hoisted_17 = { class: "prose" }
const _hoisted_18 = { class: "print-choice" }
const _hoisted_19 = ["onClick"]
const _hoisted_20 = ["onClick"]
const _hoisted_21 = {
  class: "quiet",
  role: "status"
}

return function render(_ctx, _cache) {
  with (_ctx) {
    const { toDisplayString: _toDisplayString, createElementVNode: _createElementVNode, openBlock: _openBlock, createElementBlock: _createElementBlock, createCommentVNode: _createCommentVNode, renderList: _renderList, Fragment: _Fragment, withKeys: _withKeys, withModifiers: _withModifiers } = _Vue

    return (_openBlock(), _createElementBlock("div", {
      class: "veil",
      onClick: _withModifiers($event => (viewer.closeDialog()), ["self"])
    }, [_createElementVNode("section", {
      class: "dialog print-dialog",
      role: "dialog",
      "aria-modal": "true",
      "aria-labelledby": "print-title",
      onKeydown: _withKeys($event => (viewer.keepFocus($event)), ["tab"])
    }, [_createElementVNode("div", _hoisted_3, [_createElementVNode("h2", _hoisted_4, _toDisplayString(viewer.content.words.consult.print), 1), _createElementVNode("button", {
      class: "plain",
      "aria-label": viewer.content.words.consult.close,
      onClick: $event => (viewer.closeDialog())
    }, _cache[0] || (_cache[0] = [_createElementVNode("svg", {
      class: "icon",
      viewBox: "0 0 24 24",
      "aria-hidden": "true"
    }, [_createElementVNode("path", { d: "M6 6l12 12M18 6L6 18" })], -1)]), 8, _hoisted_5)]), (viewer.consult.kept)
      ? (_openBlock(), _createElementBlock("div", _hoisted_6, [_createElementVNode("p", _hoisted_7, _toDisplayString(viewer.consult.kept.address ? viewer.content.words.consult.print_kept : viewer.content.words.consult.print_kept_file), 1), (viewer.consult.kept.address)
          ? (_openBlock(), _createElementBlock("div", _hoisted_8, [_createElementVNode("button", {
              class: "primary",
              onClick: $event => (viewer.consult.openAlone())
            }, _toDisplayString(viewer.content.words.consult.print_alone), 9, _hoisted_9), _createElementVNode("p", _hoisted_10, _toDisplayString(viewer.content.words.consult.print_kept_copy), 1), _createElementVNode("input", {
              readonly: "",
              value: viewer.consult.kept.address,
              "aria-label": viewer.content.words.consult.print_address,
              onFocus: $event => ($event.target.select())
            }, null, 40, _hoisted_11)]))
          : _createCommentVNode("", true), (viewer.consult.kept.pictures.length)
          ? (_openBlock(), _createElementBlock("div", _hoisted_12, [_createElementVNode("p", _hoisted_13, _toDisplayString(viewer.content.words.consult.print_save), 1), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.consult.kept.pictures, (page, number) => {
              return (_openBlock(), _createElementBlock("a", {
                key: number,
                href: page.picture,
                download: `${number + 1}.jpg`
              }, [_createElementVNode("img", {
                src: page.picture,
                alt: page.alternative
              }, null, 8, _hoisted_15)], 8, _hoisted_14))
            }), 128))]))
          : _createCommentVNode("", true)]))
      : (_openBlock(), _createElementBlock("div", _hoisted_16, [_createElementVNode("p", _hoisted_17, _toDisplayString(viewer.content.words.consult.print_how), 1), _createElementVNode("div", _hoisted_18, [_createElementVNode("button", {
          class: "primary",
          "data-first": "",
          onClick: $event => (viewer.consult.print('step'))
        }, [_cache[1] || (_cache[1] = _createElementVNode("svg", {
          class: "icon",
          viewBox: "0 0 24 24",
          "aria-hidden": "true"
        }, [_createElementVNode("path", { d: "M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.consult.where ? viewer.content.words.consult.print_spot : viewer.content.words.consult.print_step), 1)], 8, _hoisted_19), (viewer.lesson && !viewer.consult.where)
          ? (_openBlock(), _createElementBlock("button", {
              key: 0,
              class: "secondary",
              onClick: $event => (viewer.consult.print('lesson'))
            }, [_createElementVNode("span", null, _toDisplayString(viewer.content.words.consult.print_lesson.replace('{count}', viewer.lesson.steps.length)), 1)], 8, _hoisted_20))
          : _createCommentVNode("", true)]), _createElementVNode("p", _hoisted_21, _toDisplayString(viewer.consult.preparing), 1)]))], 40, _hoisted_2)], 8, _hoisted_1))
  }
}
},
"2331ef5079a553e9": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = ["onClick"]
const _hoisted_2 = ["onKeydown"]
const _hoisted_3 = { class: "card-head" }
const _hoisted_4 = {
  id: "views-title",
  class: "card-title"
}
const _hoisted_5 = ["aria-label", "onClick"]
const _hoisted_6 = { class: "dialog-body" }
const _hoisted_7 = { class: "quiet" }
const _hoisted_8 = ["onSubmit"]
const _hoisted_9 = ["onUpdate:modelValue"]
const _hoisted_10 = {
  type: "submit",
  class: "primary"
}
const _hoisted_11 = {
  key: 0,
  class: "quiet"
}
const _hoisted_12 = ["value", "aria-label", "onFocus"]
const _hoisted_13 = {
  key: 2,
  "aria-labelledby": "kept-views"
}
const _hoisted_14 = { id: "kept-views" }
const _hoisted_15 = { class: "kept-views" }
const _hoisted_16 = ["onClick"]
const _hoisted_17 = ["aria-label", "title", "onClick"]
const _hoisted_18 = ["aria-label", "title", "onClick"]

return function render(_ctx, _cache) {
  with (_ctx) {
    const { toDisplayString: _toDisplayString, createElementVNode: _createElementVNode, openBlock: _openBlock, createElementBlock: _createElementBlock, vModelText: _vModelText, withDirectives: _withDirectives, withModifiers: _withModifiers, createCommentVNode: _createCommentVNode, renderList: _renderList, Fragment: _Fragment, withKeys: _withKeys } = _Vue

    return (_openBlock(), _createElementBlock("div", {
      class: "veil",
      onClick: _withModifiers($event => (viewer.closeDialog()), ["self"])
    }, [_createElementVNode("section", {
      class: "dialog views-dialog",
      role: "dialog",
      "aria-modal": "true",
      "aria-labelledby": "views-title",
      onKeydown: _withKeys($event => (viewer.keepFocus($event)), ["tab"])
    }, [_createElementVNode("div", _hoisted_3, [_createElementVNode("h2", _hoisted_4, _toDisplayString(viewer.content.words.tools.save_view), 1), _createElementVNode("button", {
      class: "plain",
      "aria-label": viewer.content.words.close,
      onClick: $event => (viewer.closeDialog())
    }, _cache[0] || (_cache[0] = [_createElementVNode("svg", {
      class: "icon",
      viewBox: "0 0 24 24",
      "aria-hidden": "true"
    }, [_createElementVNode("path", { d: "M6 6l12 12M18 6L6 18" })], -1)]), 8, _hoisted_5)]), _createElementVNode("div", _hoisted_6, [
      _createElementVNode("p", _hoisted_7, _toDisplayString(viewer.content.words.tools.view_what), 1),
      _createElementVNode("form", {
        class: "view-form",
        onSubmit: _withModifiers($event => (viewer.saveView()), ["prevent"])
      }, [_createElementVNode("label", null, [_createElementVNode("span", null, _toDisplayString(viewer.content.words.tools.view_name), 1), _withDirectives(_createElementVNode("input", {
        type: "text",
        maxlength: "80",
        autocomplete: "off",
        "data-first": "",
        "onUpdate:modelValue": $event => ((viewer.viewName) = $event)
      }, null, 8, _hoisted_9), [[_vModelText, viewer.viewName]])]), _createElementVNode("button", _hoisted_10, _toDisplayString(viewer.content.words.tools.view_make), 1)], 40, _hoisted_8),
      (viewer.savedNote)
        ? (_openBlock(), _createElementBlock("p", _hoisted_11, _toDisplayString(viewer.savedNote), 1))
        : _createCommentVNode("", true),
      (viewer.viewLink)
        ? (_openBlock(), _createElementBlock("input", {
            key: 1,
            class: "view-link",
            readonly: "",
            value: viewer.viewLink,
            "aria-label": viewer.content.words.tools.view_link,
            onFocus: $event => ($event.target.select())
          }, null, 40, _hoisted_12))
        : _createCommentVNode("", true),
      (viewer.savedViews.length)
        ? (_openBlock(), _createElementBlock("section", _hoisted_13, [_createElementVNode("h3", _hoisted_14, _toDisplayString(viewer.content.words.tools.views_kept), 1), _createElementVNode("ul", _hoisted_15, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.savedViews, (view) => {
            return (_openBlock(), _createElementBlock("li", { key: view.words }, [_createElementVNode("button", {
              class: "name",
              onClick: $event => (viewer.openView(view))
            }, _toDisplayString(view.title), 9, _hoisted_16), _createElementVNode("button", {
              class: "plain",
              "aria-label": viewer.content.words.tools.view_copy.replace('{title}', () => view.title),
              title: viewer.content.words.tools.view_copy.replace('{title}', () => view.title),
              onClick: $event => (viewer.copyView(viewer.linkOf(view)))
            }, _cache[1] || (_cache[1] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3A4 4 0 0 0 11 18l1-1" })], -1)]), 8, _hoisted_17), _createElementVNode("button", {
              class: "plain",
              "aria-label": viewer.content.words.tools.view_delete.replace('{title}', () => view.title),
              title: viewer.content.words.tools.view_delete.replace('{title}', () => view.title),
              onClick: $event => (viewer.deleteView(view))
            }, _cache[2] || (_cache[2] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M6 6l12 12M18 6L6 18" })], -1)]), 8, _hoisted_18)]))
          }), 128))])]))
        : _createCommentVNode("", true)
    ])], 40, _hoisted_2)], 8, _hoisted_1))
  }
}
},
"19e34b32228a7776": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = { class: "print-sheet" }
const _hoisted_2 = { class: "sheet-head" }
const _hoisted_3 = ["lang"]
const _hoisted_4 = ["lang"]
const _hoisted_5 = { key: 1 }
const _hoisted_6 = ["src", "alt"]
const _hoisted_7 = {
  key: 0,
  class: "sheet-whose"
}
const _hoisted_8 = { key: 2 }
const _hoisted_9 = { key: 3 }
const _hoisted_10 = {
  key: 4,
  class: "sheet-whose"
}
const _hoisted_11 = ["innerHTML"]
const _hoisted_12 = ["innerHTML", "lang"]
const _hoisted_13 = {
  key: 6,
  class: "sheet-options"
}
const _hoisted_14 = ["innerHTML"]
const _hoisted_15 = ["lang"]
const _hoisted_16 = {
  key: 8,
  class: "sheet-lines"
}
const _hoisted_17 = ["lang"]
const _hoisted_18 = { key: 0 }
const _hoisted_19 = { class: "minor" }
const _hoisted_20 = {
  key: 0,
  class: "sheet-home"
}
const _hoisted_21 = { class: "minor" }
const _hoisted_22 = { key: 0 }
const _hoisted_23 = { class: "sheet-link" }
const _hoisted_24 = ["innerHTML"]
const _hoisted_25 = { class: "address" }
const _hoisted_26 = { class: "sheet-disclaimer" }
const _hoisted_27 = ["innerHTML"]
const _hoisted_28 = { key: 1 }
const _hoisted_29 = { class: "minor" }
const _hoisted_30 = { class: "sheet-sources" }
const _hoisted_31 = ["lang"]
const _hoisted_32 = { class: "quiet" }

return function render(_ctx, _cache) {
  with (_ctx) {
    const { toDisplayString: _toDisplayString, createElementVNode: _createElementVNode, renderList: _renderList, Fragment: _Fragment, openBlock: _openBlock, createElementBlock: _createElementBlock, createCommentVNode: _createCommentVNode, normalizeClass: _normalizeClass, normalizeStyle: _normalizeStyle } = _Vue

    return (_openBlock(), _createElementBlock("div", _hoisted_1, [
      _createElementVNode("header", null, [_createElementVNode("p", _hoisted_2, _toDisplayString(viewer.content.product.name) + " · " + _toDisplayString(viewer.consult.sheet.date), 1), _createElementVNode("h1", { lang: viewer.consult.sheet.lang }, _toDisplayString(viewer.consult.sheet.title), 9, _hoisted_3)]),
      (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.consult.sheet.pages, (page, number) => {
        return (_openBlock(), _createElementBlock("article", { key: number }, [
          (page.title)
            ? (_openBlock(), _createElementBlock("h2", {
                key: 0,
                lang: page.lang
              }, _toDisplayString(page.title), 9, _hoisted_4))
            : _createCommentVNode("", true),
          (page.picture)
            ? (_openBlock(), _createElementBlock("figure", _hoisted_5, [_createElementVNode("img", {
                src: page.picture,
                alt: page.alternative,
                decoding: "sync"
              }, null, 8, _hoisted_6), _createElementVNode("figcaption", null, [_createElementVNode("span", null, _toDisplayString(page.view), 1), (page.whose.length)
                ? (_openBlock(), _createElementBlock("strong", _hoisted_7, _toDisplayString(page.whose.join('; ')), 1))
                : _createCommentVNode("", true), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(page.legend, (row) => {
                return (_openBlock(), _createElementBlock("span", {
                  key: row.id,
                  class: "legend-row"
                }, [_createElementVNode("i", {
                  class: _normalizeClass(["swatch", row.id]),
                  style: _normalizeStyle({'--tint': row.colour})
                }, null, 6), _createElementVNode("span", null, _toDisplayString(row.words), 1)]))
              }), 128))])]))
            : _createCommentVNode("", true),
          (!page.picture && page.alternative)
            ? (_openBlock(), _createElementBlock("p", _hoisted_8, _toDisplayString(page.alternative), 1))
            : _createCommentVNode("", true),
          (page.missing)
            ? (_openBlock(), _createElementBlock("p", _hoisted_9, _toDisplayString(page.missing), 1))
            : _createCommentVNode("", true),
          (!page.picture && page.whose.length)
            ? (_openBlock(), _createElementBlock("p", _hoisted_10, _toDisplayString(page.whose.join('; ')), 1))
            : _createCommentVNode("", true),
          (page.drawing)
            ? (_openBlock(), _createElementBlock("div", {
                key: 5,
                innerHTML: page.drawing,
                class: "sheet-drawing"
              }, null, 8, _hoisted_11))
            : _createCommentVNode("", true),
          _createElementVNode("div", {
            innerHTML: page.html,
            class: "prose",
            lang: page.lang
          }, null, 8, _hoisted_12),
          (page.options.length)
            ? (_openBlock(), _createElementBlock("ul", _hoisted_13, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(page.options, (option, place) => {
                return (_openBlock(), _createElementBlock("li", {
                  key: place,
                  innerHTML: option
                }, null, 8, _hoisted_14))
              }), 128))]))
            : _createCommentVNode("", true),
          (page.values.length)
            ? (_openBlock(), _createElementBlock("dl", {
                key: 7,
                lang: page.lang
              }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(page.values, (value) => {
                return (_openBlock(), _createElementBlock("div", { key: value.label }, [_createElementVNode("dt", null, _toDisplayString(value.label), 1), _createElementVNode("dd", null, _toDisplayString(value.value), 1)]))
              }), 128))], 8, _hoisted_15))
            : _createCommentVNode("", true),
          (page.lines.length)
            ? (_openBlock(), _createElementBlock("ul", _hoisted_16, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(page.lines, (line) => {
                return (_openBlock(), _createElementBlock("li", { key: line }, _toDisplayString(line), 1))
              }), 128))]))
            : _createCommentVNode("", true),
          (page.rows.length)
            ? (_openBlock(), _createElementBlock("ul", {
                key: 9,
                class: "sheet-lines",
                lang: page.rowsLang
              }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(page.rows, (row, place) => {
                return (_openBlock(), _createElementBlock("li", { key: place }, [
                  _createElementVNode("span", null, _toDisplayString(row.distance) + ": ", 1),
                  _createElementVNode("strong", null, _toDisplayString(row.figure + ' '), 1),
                  _createElementVNode("span", null, _toDisplayString(row.kind ? row.kind + '; ' : '') + _toDisplayString([row.sample, row.age, row.method].filter(Boolean).join(', ')), 1),
                  _createElementVNode("small", null, _toDisplayString(row.moves ? '' : viewer.content.words.not_placing + ' ') + _toDisplayString(row.sure), 1)
                ]))
              }), 128)), (page.note)
                ? (_openBlock(), _createElementBlock("li", _hoisted_18, _toDisplayString(page.note), 1))
                : _createCommentVNode("", true)], 8, _hoisted_17))
            : _createCommentVNode("", true),
          (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(page.areas, (part) => {
            return (_openBlock(), _createElementBlock("section", { key: part.title }, [_createElementVNode("h2", _hoisted_19, _toDisplayString(part.title), 1), _createElementVNode("ul", null, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(part.rows, (row) => {
              return (_openBlock(), _createElementBlock("li", { key: row.name }, [_createElementVNode("strong", null, _toDisplayString(row.name) + ". ", 1), _createElementVNode("span", null, _toDisplayString(row.apart), 1)]))
            }), 128))])]))
          }), 128))
        ]))
      }), 128)),
      (viewer.consult.sheet.home.length)
        ? (_openBlock(), _createElementBlock("div", _hoisted_20, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.consult.sheet.home, (part) => {
            return (_openBlock(), _createElementBlock("section", { key: part.id }, [_createElementVNode("h2", _hoisted_21, _toDisplayString(part.title), 1), _createElementVNode("ul", null, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(part.lines, (line) => {
              return (_openBlock(), _createElementBlock("li", { key: line.text }, [_createElementVNode("span", null, _toDisplayString(line.text), 1), (line.sure)
                ? (_openBlock(), _createElementBlock("small", _hoisted_22, _toDisplayString(line.sure), 1))
                : _createCommentVNode("", true)]))
            }), 128))])]))
          }), 128))]))
        : _createCommentVNode("", true),
      _createElementVNode("footer", null, [
        _createElementVNode("div", _hoisted_23, [(viewer.consult.sheet.code)
          ? (_openBlock(), _createElementBlock("div", {
              key: 0,
              innerHTML: viewer.consult.sheet.code,
              class: "qr"
            }, null, 8, _hoisted_24))
          : _createCommentVNode("", true), _createElementVNode("div", null, [_createElementVNode("p", null, _toDisplayString(viewer.consult.sheet.linkNote), 1), _createElementVNode("p", _hoisted_25, _toDisplayString(viewer.consult.sheet.link), 1)])]),
        _createElementVNode("p", _hoisted_26, _toDisplayString(viewer.content.product.disclaimer.short), 1),
        (viewer.consult.sheet.home.length)
          ? (_openBlock(), _createElementBlock("div", {
              key: 0,
              innerHTML: viewer.content.product.disclaimer.long_html,
              class: "sheet-disclaimer long"
            }, null, 8, _hoisted_27))
          : _createCommentVNode("", true),
        (viewer.consult.sheet.sources.length)
          ? (_openBlock(), _createElementBlock("section", _hoisted_28, [_createElementVNode("h2", _hoisted_29, _toDisplayString(viewer.content.words.consult.sources), 1), _createElementVNode("ul", _hoisted_30, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.consult.sheet.sources, (source) => {
              return (_openBlock(), _createElementBlock("li", { key: source.key }, [_createElementVNode("strong", null, _toDisplayString(source.key), 1), _createElementVNode("span", { lang: source.lang }, _toDisplayString(source.text) + " " + _toDisplayString(source.doi ? 'doi:' + source.doi : ''), 9, _hoisted_31), _createElementVNode("span", null, " (" + _toDisplayString(source.read) + ") ", 1)]))
            }), 128))])]))
          : _createCommentVNode("", true),
        _createElementVNode("p", _hoisted_32, _toDisplayString(viewer.content.words.consult.version) + " " + _toDisplayString(viewer.content.product.version), 1)
      ])
    ]))
  }
}
},
"bf2c8cd0f52d0e0d": () => {
const _Vue = Vue
const { createVNode: _createVNode, createElementVNode: _createElementVNode, createCommentVNode: _createCommentVNode } = _Vue

const _hoisted_1 = { class: "viewer-root" }
const _hoisted_2 = {
  class: "skip",
  href: "#text"
}
const _hoisted_3 = {
  key: 0,
  class: "for-screen-readers"
}
const _hoisted_4 = {
  key: 1,
  class: "top-bar",
  "data-covers": "top"
}
const _hoisted_5 = ["aria-expanded", "aria-label", "onClick"]
const _hoisted_6 = { class: "product" }
const _hoisted_7 = ["lang"]
const _hoisted_8 = ["aria-label"]
const _hoisted_9 = ["aria-pressed", "disabled", "onClick"]
const _hoisted_10 = ["aria-label", "title", "value", "onChange"]
const _hoisted_11 = ["value", "lang", "aria-label"]
const _hoisted_12 = ["aria-label", "title", "aria-pressed", "onClick"]
const _hoisted_13 = ["aria-label", "title", "onClick"]
const _hoisted_14 = ["aria-label", "title", "onClick"]
const _hoisted_15 = ["aria-label"]
const _hoisted_16 = {
  class: "labels",
  "aria-hidden": "true"
}
const _hoisted_17 = ["data-label", "onClick"]
const _hoisted_18 = {
  key: 0,
  class: "tag"
}
const _hoisted_19 = ["data-ruler"]
const _hoisted_20 = {
  id: "view-instructions",
  class: "for-screen-readers"
}
const _hoisted_21 = {
  key: 0,
  class: "loading",
  role: "status"
}
const _hoisted_22 = {
  key: 1,
  class: "no-picture",
  role: "status"
}
const _hoisted_23 = ["onClick"]
const _hoisted_24 = ["data-covers"]
const _hoisted_25 = ["aria-label", "title", "onClick"]
const _hoisted_26 = ["aria-label"]
const _hoisted_27 = ["textContent"]
const _hoisted_28 = ["data-sheet", "data-covers", "aria-label"]
const _hoisted_29 = ["onPointerdown", "onKeydown", "aria-label"]
const _hoisted_30 = ["aria-label"]
const _hoisted_31 = ["aria-label"]
const _hoisted_32 = ["lang"]
const _hoisted_33 = ["lang"]
const _hoisted_34 = ["innerHTML", "lang", "onClick"]
const _hoisted_35 = { class: "course-progress" }
const _hoisted_36 = ["aria-label", "aria-valuemax", "aria-valuenow"]
const _hoisted_37 = ["innerHTML", "lang"]
const _hoisted_38 = { class: "eyebrow" }
const _hoisted_39 = { class: "card-title" }
const _hoisted_40 = { class: "prose" }
const _hoisted_41 = { class: "key" }
const _hoisted_42 = { class: "tag" }
const _hoisted_43 = { class: "quiet" }
const _hoisted_44 = ["onClick"]
const _hoisted_45 = { class: "card-foot" }
const _hoisted_46 = ["onClick"]
const _hoisted_47 = { class: "view-area" }
const _hoisted_48 = ["data-covers"]
const _hoisted_49 = {
  key: 0,
  class: "legend"
}
const _hoisted_50 = {
  key: 0,
  class: "tag"
}
const _hoisted_51 = { class: "orientation" }
const _hoisted_52 = ["aria-label"]
const _hoisted_53 = ["data-covers", "aria-label"]
const _hoisted_54 = { class: "chips" }
const _hoisted_55 = ["aria-pressed", "aria-label", "title", "onClick"]
const _hoisted_56 = ["aria-label", "data-covers"]
const _hoisted_57 = ["aria-label", "title", "onClick"]
const _hoisted_58 = ["aria-pressed", "title", "onClick"]
const _hoisted_59 = ["aria-label", "title", "onClick"]
const _hoisted_60 = {
  key: 2,
  class: "tools"
}
const _hoisted_61 = ["aria-label", "title", "aria-expanded", "onClick"]
const _hoisted_62 = {
  key: 4,
  class: "view-title"
}
const _hoisted_63 = ["aria-label", "title", "onClick"]
const _hoisted_64 = ["onClick"]
const _hoisted_65 = ["data-covers", "aria-label"]
const _hoisted_66 = ["aria-label", "title", "onClick"]
const _hoisted_67 = ["aria-label", "title", "onClick"]
const _hoisted_68 = ["aria-label", "title", "onClick"]
const _hoisted_69 = ["aria-label", "title", "onClick"]
const _hoisted_70 = ["aria-label", "title", "onClick"]
const _hoisted_71 = ["aria-label", "title", "onClick"]
const _hoisted_72 = ["aria-label", "title", "onClick"]
const _hoisted_73 = {
  class: "learning-line",
  "data-covers": "bottom"
}
const _hoisted_74 = ["aria-label", "onClick"]
const _hoisted_75 = ["href", "target"]
const _hoisted_76 = ["href"]
const _hoisted_77 = ["aria-label", "title", "onClick"]
const _hoisted_78 = {
  class: "notices",
  role: "status"
}
const _hoisted_79 = { key: 0 }
const _hoisted_80 = ["aria-label", "onClick"]
const _hoisted_81 = {
  key: 1,
  class: "notice site"
}
const _hoisted_82 = ["onClick"]
const _hoisted_83 = ["aria-label", "onClick"]
const _hoisted_84 = {
  key: 2,
  class: "notice missing"
}
const _hoisted_85 = { key: 0 }
const _hoisted_86 = ["aria-disabled", "onClick"]
const _hoisted_87 = {
  key: 3,
  class: "notice waiting"
}
const _hoisted_88 = ["aria-label", "onClick"]
const _hoisted_89 = {
  key: 4,
  class: "notice brief",
  "aria-hidden": "true"
}
const _hoisted_90 = {
  class: "for-screen-readers",
  "aria-live": "polite"
}

return function render(_ctx, _cache) {
  with (_ctx) {
    const { toDisplayString: _toDisplayString, createElementVNode: _createElementVNode, openBlock: _openBlock, createElementBlock: _createElementBlock, createCommentVNode: _createCommentVNode, renderList: _renderList, Fragment: _Fragment, resolveComponent: _resolveComponent, createBlock: _createBlock, createVNode: _createVNode, withCtx: _withCtx, normalizeClass: _normalizeClass, normalizeStyle: _normalizeStyle, withKeys: _withKeys, withModifiers: _withModifiers } = _Vue

    const _component_later_part = _resolveComponent("later-part")
    const _component_anatomy_stage = _resolveComponent("anatomy-stage")
    const _component_vtk_polydata = _resolveComponent("vtk-polydata")
    const _component_vtk_geometry_representation = _resolveComponent("vtk-geometry-representation")
    const _component_vtk_view = _resolveComponent("vtk-view")
    const _component_at_once = _resolveComponent("at-once")

    return (_openBlock(), _createElementBlock("div", _hoisted_1, [_createElementVNode("div", {
      class: _normalizeClass(["viewer", [viewer.audience, {phone: viewer.phone, low: viewer.low, 'in-lesson': viewer.lesson, where: viewer.consult.where, framed: viewer.framed, embed: viewer.embed, leads: viewer.classroom?.role === 'lead', attends: viewer.classroom && (viewer.classroom.role === 'follow' || viewer.lectern.asksCode)}]]),
      style: _normalizeStyle({'--reading': viewer.consult.scale})
    }, [
      _createElementVNode("a", _hoisted_2, _toDisplayString(viewer.content.words.skip_to_text), 1),
      (viewer.embed)
        ? (_openBlock(), _createElementBlock("h1", _hoisted_3, _toDisplayString(viewer.content.product.name), 1))
        : _createCommentVNode("", true),
      (!viewer.embed)
        ? (_openBlock(), _createElementBlock("header", _hoisted_4, [
            _createElementVNode("button", {
              class: "plain menu",
              "aria-expanded": Boolean(viewer.panel),
              "aria-label": viewer.content.words.menu,
              onClick: $event => (viewer.togglePanel(viewer.panel || 'lessons'))
            }, _cache[0] || (_cache[0] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M4 7h16M4 12h16M4 17h16" })], -1)]), 8, _hoisted_5),
            _createElementVNode("h1", _hoisted_6, _toDisplayString(viewer.content.product.name), 1),
            _createElementVNode("p", {
              class: "lesson-name",
              lang: viewer.lesson ? viewer.foreign(viewer.lesson, 'title') : viewer.courseLanguage('title')
            }, _toDisplayString((viewer.lesson || viewer.course)?.title ?? viewer.content.words.explore), 9, _hoisted_7),
            _createElementVNode("div", {
              class: "segmented audience",
              role: "group",
              "aria-label": viewer.content.words.audience
            }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.content.audiences, (name) => {
              return (_openBlock(), _createElementBlock("button", {
                key: name,
                "aria-pressed": viewer.audience === name,
                disabled: Boolean(viewer.lesson) && !viewer.lesson.audiences.includes(name),
                onClick: $event => (viewer.setAudience(name))
              }, _toDisplayString(viewer.content.words.audiences[name]), 9, _hoisted_9))
            }), 128))], 8, _hoisted_8),
            (viewer.content.languages.length > 1)
              ? (_openBlock(), _createElementBlock("select", {
                  key: 0,
                  class: "language",
                  "aria-label": viewer.content.words.language,
                  title: viewer.content.words.language,
                  value: viewer.language,
                  onChange: $event => (viewer.setLanguage($event.target.value))
                }, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.content.languages, (one) => {
                  return (_openBlock(), _createElementBlock("option", {
                    key: one.id,
                    value: one.id,
                    lang: one.id,
                    "aria-label": one.name
                  }, _toDisplayString(viewer.phone ? one.id.toUpperCase() : one.name), 9, _hoisted_11))
                }), 128))], 40, _hoisted_10))
              : _createCommentVNode("", true),
            _createElementVNode("button", {
              class: "plain labels-switch",
              "aria-label": viewer.content.words.labels,
              title: viewer.content.words.labels + ' (L)',
              "aria-pressed": viewer.labelsOn,
              onClick: $event => (viewer.labelsOn = !viewer.labelsOn)
            }, _cache[1] || (_cache[1] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M4 8.5h9l6 3.8-6 3.7H4z" })], -1)]), 8, _hoisted_12),
            _createElementVNode("button", {
              class: "plain",
              "aria-label": viewer.otherTheme,
              title: viewer.otherTheme,
              onClick: $event => (viewer.toggleTheme())
            }, _cache[2] || (_cache[2] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M12 4a8 8 0 1 0 8 8 6 6 0 0 1-8-8z" })], -1)]), 8, _hoisted_13),
            _createElementVNode("button", {
              class: "plain",
              "aria-label": viewer.content.words.help,
              title: viewer.content.words.help + ' (?)',
              onClick: $event => (viewer.showDialog('help'))
            }, _cache[3] || (_cache[3] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M9.5 9.2a2.6 2.6 0 1 1 3.7 2.4c-.8.4-1.2 1-1.2 2M12 17.2v.4M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z" })], -1)]), 8, _hoisted_14)
          ]))
        : _createCommentVNode("", true),
      (viewer.classroom?.code || viewer.lectern?.asksCode)
        ? (_openBlock(), _createBlock(_component_later_part, {
            key: 2,
            template: "e08959f904393f6b"
          }))
        : _createCommentVNode("", true),
      (viewer.classroom && ['class', 'class-phone', 'class-end'].includes(viewer.dialog))
        ? (_openBlock(), _createBlock(_component_later_part, {
            key: 3,
            template: "87ec9303f40c1501"
          }))
        : _createCommentVNode("", true),
      _createElementVNode("section", {
        class: _normalizeClass(["stage", {away: viewer.graphics !== 'here'}]),
        role: "region",
        "aria-label": viewer.content.words.view_region,
        tabindex: "0",
        "aria-describedby": "view-instructions"
      }, [
        _createVNode(_component_vtk_view, {
          ref: (el) => trame.refs['view'] = el,
          background: [0, 0, 0],
          "interactor-settings": []
        }, {
          default: _withCtx(() => [_createVNode(_component_anatomy_stage), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.content.structures, (structure) => {
            return (_openBlock(), _createElementBlock(_Fragment, { key: structure.id }, [(viewer.mounted(structure.id))
              ? (_openBlock(), _createBlock(_component_vtk_geometry_representation, {
                  key: 0,
                  id: structure.id,
                  actor: viewer.appearance[structure.id]?.actor,
                  mapper: viewer.appearance[structure.id]?.mapper,
                  property: viewer.appearance[structure.id]?.property,
                  onVnodeMounted: $event => (viewer.surfaceMounted(structure.id))
                }, {
                  default: _withCtx(() => [_createVNode(_component_vtk_polydata)]),
                  _: 2
                }, 1032, ["id", "actor", "mapper", "property", "onVnodeMounted"]))
              : _createCommentVNode("", true)], 64))
          }), 128))]),
          _: 1
        }, 8, ["background", "interactor-settings"]),
        _cache[4] || (_cache[4] = _createElementVNode("svg", {
          class: "drawings",
          "aria-hidden": "true"
        }, null, -1)),
        _cache[5] || (_cache[5] = _createElementVNode("svg", {
          class: "pen-layer",
          "aria-hidden": "true"
        }, null, -1)),
        _createElementVNode("div", _hoisted_16, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.labels, (label) => {
          return (_openBlock(), _createElementBlock("button", {
            key: label.id,
            "data-label": label.id,
            class: _normalizeClass(["label", [label.kind, {picked: viewer.selected === label.id}]]),
            tabindex: "-1",
            onClick: $event => (viewer.select(label.id))
          }, [(label.tag)
            ? (_openBlock(), _createElementBlock("span", _hoisted_18, _toDisplayString(label.tag), 1))
            : _createCommentVNode("", true), _createElementVNode("span", null, _toDisplayString(label.text), 1)], 10, _hoisted_17))
        }), 128)), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.rulers, (ruler) => {
          return (_openBlock(), _createElementBlock("span", {
            key: ruler.id,
            "data-ruler": ruler.id,
            class: "ruler-text"
          }, _toDisplayString(ruler.text), 9, _hoisted_19))
        }), 128))]),
        _createElementVNode("p", _hoisted_20, _toDisplayString(viewer.content.words.view_instructions), 1),
        (viewer.loading && viewer.graphics === 'here')
          ? (_openBlock(), _createElementBlock("p", _hoisted_21, _toDisplayString(viewer.content.words.drawing_bones), 1))
          : _createCommentVNode("", true),
        (viewer.graphics !== 'here')
          ? (_openBlock(), _createElementBlock("div", _hoisted_22, [_createElementVNode("p", null, _toDisplayString(viewer.content.words[viewer.graphics === 'none' ? 'picture_none' : 'picture_away']), 1), (viewer.graphics === 'lost')
              ? (_openBlock(), _createElementBlock("button", {
                  key: 0,
                  class: "secondary",
                  onClick: $event => (viewer.drawAgain())
                }, _toDisplayString(viewer.content.words.draw_again), 9, _hoisted_23))
              : _createCommentVNode("", true)]))
          : _createCommentVNode("", true)
      ], 10, _hoisted_15),
      (viewer.drawnAs.length && !viewer.training && !viewer.hiding)
        ? (_openBlock(), _createElementBlock("p", {
            key: 4,
            class: "drawn-as",
            "data-covers": viewer.phone ? 'top' : null
          }, [_createElementVNode("span", null, _toDisplayString(viewer.drawnAs.join('; ')), 1), (viewer.notUsual)
            ? (_openBlock(), _createElementBlock("button", {
                key: 0,
                class: "plain",
                "aria-label": viewer.content.words.back_to_usual,
                title: viewer.content.words.back_to_usual,
                onClick: $event => (viewer.usualAnatomy())
              }, _cache[6] || (_cache[6] = [_createElementVNode("svg", {
                class: "icon",
                viewBox: "0 0 24 24",
                "aria-hidden": "true"
              }, [_createElementVNode("path", { d: "M6 6l12 12M18 6L6 18" })], -1)]), 8, _hoisted_25))
            : _createCommentVNode("", true)], 8, _hoisted_24))
        : _createCommentVNode("", true),
      _createElementVNode("section", {
        class: "for-screen-readers",
        "aria-label": viewer.content.words.picture_shows
      }, [_createElementVNode("p", null, _toDisplayString(viewer.viewWords) + ". " + _toDisplayString(viewer.viewNote), 1), (viewer.step && !viewer.hiding)
        ? (_openBlock(), _createElementBlock("p", {
            key: 0,
            textContent: _toDisplayString(viewer.wording(viewer.step?.alternative))
          }, null, 8, _hoisted_27))
        : _createCommentVNode("", true), _createElementVNode("ul", null, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.labels, (label) => {
        return (_openBlock(), _createElementBlock("li", { key: label.id }, _toDisplayString(label.text), 1))
      }), 128)), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.rulers, (ruler) => {
        return (_openBlock(), _createElementBlock("li", { key: ruler.id }, _toDisplayString(ruler.text), 1))
      }), 128))])], 8, _hoisted_26),
      (viewer.tooltip)
        ? (_openBlock(), _createElementBlock("div", {
            key: 5,
            class: "tooltip",
            "aria-hidden": "true",
            style: _normalizeStyle({transform: `translate(${viewer.tooltip.x + 14}px, ${viewer.tooltip.y + 16}px)`})
          }, _toDisplayString(viewer.tooltip.name), 5))
        : _createCommentVNode("", true),
      (viewer.panel && !viewer.embed)
        ? (_openBlock(), _createBlock(_component_later_part, {
            key: 6,
            template: "39a4741cf3fe2f63"
          }))
        : _createCommentVNode("", true),
      _createElementVNode("aside", {
        class: "cards",
        "data-sheet": viewer.sheet,
        "data-covers": viewer.phone && !viewer.low ? 'bottom' : 'right',
        "aria-label": viewer.content.words.text
      }, [
        (viewer.phone)
          ? (_openBlock(), _createElementBlock("button", {
              key: 0,
              class: "sheet-handle",
              onPointerdown: $event => (viewer.dragSheet($event)),
              onKeydown: [_withKeys($event => (viewer.cycleSheet()), ["enter"]), _withKeys(_withModifiers($event => (viewer.cycleSheet()), ["prevent"]), ["space"])],
              "aria-label": viewer.say('sheet', {height: viewer.content.words.sheets[viewer.sheet]})
            }, _cache[7] || (_cache[7] = [_createElementVNode("span", { "aria-hidden": "true" }, null, -1)]), 40, _hoisted_29))
          : _createCommentVNode("", true),
        (viewer.asker?.panel && !viewer.posed.told && !viewer.card)
          ? (_openBlock(), _createBlock(_component_later_part, {
              key: 1,
              template: "5c9568a42a55e8da"
            }))
          : _createCommentVNode("", true),
        (viewer.posed?.open && !viewer.card)
          ? (_openBlock(), _createBlock(_component_later_part, {
              key: 2,
              template: "c150cd92474e7601"
            }))
          : _createCommentVNode("", true),
        (viewer.consult.where)
          ? (_openBlock(), _createBlock(_component_later_part, {
              key: 3,
              template: "1e4c4ecaa29270f2"
            }))
          : _createCommentVNode("", true),
        (viewer.step && !viewer.card && !viewer.consult.where && !viewer.training && !viewer.askingCard)
          ? (_openBlock(), _createBlock(_component_later_part, {
              key: 4,
              template: "645faf6421513990"
            }))
          : _createCommentVNode("", true),
        (!viewer.step && !viewer.card && !viewer.consult.where && !viewer.training && !viewer.askingCard)
          ? (_openBlock(), _createElementBlock("article", {
              key: 5,
              class: "card welcome-card",
              id: "text",
              "aria-label": viewer.content.words.welcome_label
            }, [_createElementVNode("div", {
              class: "card-body",
              tabindex: "0",
              role: "group",
              "aria-label": viewer.content.words.welcome_label
            }, [
              (viewer.course)
                ? (_openBlock(), _createElementBlock(_Fragment, { key: 0 }, [
                    _createElementVNode("p", {
                      class: "eyebrow",
                      lang: viewer.courseLanguage('institution')
                    }, _toDisplayString(viewer.course.institution || viewer.content.product.name), 9, _hoisted_32),
                    _createElementVNode("h2", {
                      class: "card-title",
                      lang: viewer.courseLanguage('title')
                    }, _toDisplayString(viewer.course.title), 9, _hoisted_33),
                    (viewer.course.welcome_html)
                      ? (_openBlock(), _createElementBlock("div", {
                          key: 0,
                          class: "prose",
                          innerHTML: viewer.course.welcome_html,
                          lang: viewer.courseLanguage('welcome'),
                          onClick: $event => (viewer.followLink($event))
                        }, null, 8, _hoisted_34))
                      : _createCommentVNode("", true),
                    _createElementVNode("div", _hoisted_35, [_createElementVNode("div", {
                      class: "progress",
                      role: "progressbar",
                      "aria-label": viewer.content.words.course_progress,
                      "aria-valuemin": "0",
                      "aria-valuemax": viewer.counts.steps,
                      "aria-valuenow": viewer.counts.seen
                    }, [_createElementVNode("div", { style: _normalizeStyle({width: 100 * viewer.counts.seen / viewer.counts.steps + '%'}) }, null, 4)], 8, _hoisted_36), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.progressWords, (line) => {
                      return (_openBlock(), _createElementBlock("p", {
                        class: "quiet",
                        key: line
                      }, _toDisplayString(line), 1))
                    }), 128))]),
                    (viewer.course.contact_html)
                      ? (_openBlock(), _createElementBlock("p", {
                          key: 1,
                          class: "quiet contact",
                          innerHTML: viewer.course.contact_html,
                          lang: viewer.courseLanguage('contact')
                        }, null, 8, _hoisted_37))
                      : _createCommentVNode("", true)
                  ], 64))
                : (_openBlock(), _createElementBlock(_Fragment, { key: 1 }, [_createElementVNode("p", _hoisted_38, _toDisplayString(viewer.content.product.name), 1), _createElementVNode("h2", _hoisted_39, _toDisplayString(viewer.content.words.welcome_title), 1), _createElementVNode("p", _hoisted_40, _toDisplayString(viewer.content.words.welcome[viewer.audience]), 1)], 64)),
              _createElementVNode("ul", _hoisted_41, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.content.groups, (group) => {
                return (_openBlock(), _createElementBlock("li", { key: group.id }, [(_openBlock(), _createElementBlock("svg", {
                  viewBox: "0 0 66 14",
                  "aria-hidden": "true",
                  class: _normalizeClass(`code-${group.pattern}`)
                }, _cache[8] || (_cache[8] = [
                  _createElementVNode("line", {
                    class: "rim",
                    x1: "5",
                    y1: "7",
                    x2: "61",
                    y2: "7"
                  }, null, -1),
                  _createElementVNode("line", {
                    class: "core",
                    x1: "5",
                    y1: "7",
                    x2: "61",
                    y2: "7"
                  }, null, -1),
                  _createElementVNode("line", {
                    class: "sheen",
                    x1: "5",
                    y1: "5.5",
                    x2: "61",
                    y2: "5.5"
                  }, null, -1),
                  _createElementVNode("line", {
                    class: "code",
                    x1: "10",
                    y1: "7",
                    x2: "61",
                    y2: "7"
                  }, null, -1)
                ]), 2)), _createElementVNode("span", _hoisted_42, _toDisplayString(group.tag), 1), _createElementVNode("span", null, _toDisplayString(group.name), 1)]))
              }), 128))]),
              _createElementVNode("p", _hoisted_43, _toDisplayString(viewer.content.words.explore_hint), 1),
              (viewer.content.consult)
                ? (_openBlock(), _createElementBlock("button", {
                    key: 2,
                    class: "secondary wide where-button",
                    onClick: $event => (viewer.consult.begin())
                  }, [_cache[9] || (_cache[9] = _createElementVNode("svg", {
                    class: "icon",
                    viewBox: "0 0 24 24",
                    "aria-hidden": "true"
                  }, [_createElementVNode("path", { d: "M12 3v5M12 16v5M3 12h5M16 12h5M12 10.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.consult.where), 1)], 8, _hoisted_44))
                : _createCommentVNode("", true)
            ], 8, _hoisted_31), _createElementVNode("div", _hoisted_45, [(viewer.content.lessons.length)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 0,
                  class: "primary wide",
                  onClick: $event => (viewer.next())
                }, [_createElementVNode("span", null, _toDisplayString(viewer.goesOn ? viewer.say('course_go_on', {title: viewer.goesOn.lesson.title, number: viewer.goesOn.number}) : viewer.say('start', {title: viewer.firstLesson?.title})), 1), _cache[10] || (_cache[10] = _createElementVNode("svg", {
                  class: "icon",
                  viewBox: "0 0 24 24",
                  "aria-hidden": "true"
                }, [_createElementVNode("path", { d: "M9 5l7 7-7 7" })], -1))], 8, _hoisted_46))
              : _createCommentVNode("", true)])], 8, _hoisted_30))
          : _createCommentVNode("", true),
        (viewer.training && !viewer.card)
          ? (_openBlock(), _createBlock(_component_later_part, {
              key: 6,
              template: "efb1a92eaf3c84cf"
            }))
          : _createCommentVNode("", true),
        (viewer.card)
          ? (_openBlock(), _createBlock(_component_later_part, {
              key: 7,
              template: "949543b10cbce0d0"
            }))
          : _createCommentVNode("", true)
      ], 8, _hoisted_28),
      _createElementVNode("div", _hoisted_47, [
        _createElementVNode("div", {
          class: "signs",
          "data-covers": (viewer.phone || viewer.embed) && viewer.legend.length ? 'bottom' : null
        }, [(viewer.legend.length)
          ? (_openBlock(), _createElementBlock("div", _hoisted_49, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.legend, (row) => {
              return (_openBlock(), _createElementBlock("p", { key: row.id }, [_createElementVNode("span", {
                class: _normalizeClass(["swatch", row.id]),
                style: _normalizeStyle({'--tint': row.colour}),
                "aria-hidden": "true"
              }, null, 6), (row.tag)
                ? (_openBlock(), _createElementBlock("span", _hoisted_50, _toDisplayString(row.tag), 1))
                : _createCommentVNode("", true), _createElementVNode("span", null, _toDisplayString(row.words), 1)]))
            }), 128))]))
          : _createCommentVNode("", true), _createElementVNode("div", _hoisted_51, [(_openBlock(), _createElementBlock("svg", {
          viewBox: "-48 -48 96 96",
          role: "img",
          "aria-label": viewer.say('orientation', {view: viewer.viewWords})
        }, null, 8, _hoisted_52)), _createElementVNode("p", null, [_createElementVNode("strong", null, _toDisplayString(viewer.viewWords), 1), _createElementVNode("span", null, _toDisplayString(viewer.viewNote), 1)])])], 8, _hoisted_48),
        (!viewer.embed)
          ? (_openBlock(), _createElementBlock("div", {
              key: 0,
              class: "view-bar",
              "data-covers": viewer.phone ? 'top' : 'bottom',
              role: "toolbar",
              "aria-label": viewer.content.words.views
            }, [_createElementVNode("div", _hoisted_54, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.content.views, (view) => {
              return (_openBlock(), _createElementBlock("button", {
                key: view.id,
                class: "chip",
                "aria-pressed": viewer.viewId === view.id,
                "aria-label": view.name,
                title: view.key ? viewer.say('view_key', {view: view.name, key: view.key}) : view.name,
                onClick: $event => (viewer.chooseView(view.id))
              }, _toDisplayString(viewer.content.words.view_chips[view.id] || view.name), 9, _hoisted_55))
            }), 128))])], 8, _hoisted_53))
          : _createCommentVNode("", true),
        (viewer.clip && viewer.tool !== 'cut')
          ? (_openBlock(), _createElementBlock("div", {
              key: 1,
              class: "clip-bar",
              role: "group",
              "aria-label": viewer.content.words.clip,
              "data-covers": viewer.phone ? 'bottom' : null
            }, [_createElementVNode("button", {
              class: "nudge",
              "aria-label": viewer.content.words.clip_back,
              title: viewer.content.words.clip_back,
              onClick: $event => (viewer.moveClip(-5))
            }, _cache[11] || (_cache[11] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M6 12h12" })], -1)]), 8, _hoisted_57), _createElementVNode("button", {
              class: "chip",
              "aria-pressed": viewer.clipOn,
              title: viewer.clipWords,
              onClick: $event => (viewer.toggleClip())
            }, _toDisplayString(viewer.content.words.clip_switch), 9, _hoisted_58), _createElementVNode("button", {
              class: "nudge",
              "aria-label": viewer.content.words.clip_on,
              title: viewer.content.words.clip_on,
              onClick: $event => (viewer.moveClip(5))
            }, _cache[12] || (_cache[12] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M12 6v12M6 12h12" })], -1)]), 8, _hoisted_59)], 8, _hoisted_56))
          : _createCommentVNode("", true),
        (!viewer.embed && viewer.toolsHelp)
          ? (_openBlock(), _createElementBlock("div", _hoisted_60, [_createElementVNode("button", {
              class: "nudge tools-button",
              "aria-label": viewer.content.words.tools.title,
              title: viewer.content.words.tools.title + ' (T)',
              "aria-expanded": viewer.toolMenu,
              "aria-haspopup": "menu",
              onClick: $event => (viewer.toggleTools())
            }, _cache[13] || (_cache[13] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M12 3v3M10.5 8.2a2 2 0 1 0 3 0 2 2 0 0 0-3 0zM10.9 11L6 21M13.1 11L18 21M8.4 16.2q3.6 2 7.2 0" })], -1)]), 8, _hoisted_61), (viewer.toolMenu)
              ? (_openBlock(), _createBlock(_component_later_part, {
                  key: 0,
                  template: "5f22f1510799df2f"
                }))
              : _createCommentVNode("", true)]))
          : _createCommentVNode("", true),
        (viewer.tool)
          ? (_openBlock(), _createBlock(_component_later_part, {
              key: 3,
              template: "3ebf34d0859c8e62"
            }))
          : _createCommentVNode("", true),
        (viewer.viewTitle && !viewer.hiding && !viewer.training)
          ? (_openBlock(), _createElementBlock("p", _hoisted_62, [_createElementVNode("span", null, _toDisplayString(viewer.viewTitle), 1), _createElementVNode("button", {
              class: "plain",
              "aria-label": viewer.content.words.tools.close_title,
              title: viewer.content.words.tools.close_title,
              onClick: $event => (viewer.closeViewTitle())
            }, _cache[14] || (_cache[14] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M6 6l12 12M18 6L6 18" })], -1)]), 8, _hoisted_63)]))
          : _createCommentVNode("", true),
        (viewer.posed?.open && viewer.posed.leads && !viewer.phone)
          ? (_openBlock(), _createBlock(_component_later_part, {
              key: 5,
              template: "23f0475d55b93468"
            }))
          : _createCommentVNode("", true),
        (viewer.posed?.told && viewer.posed.aside)
          ? (_openBlock(), _createElementBlock("button", {
              key: 6,
              class: "primary asked-chip",
              onClick: $event => (viewer.posed.comeBackToQuestion())
            }, _toDisplayString(viewer.classroom.words.asking[viewer.posed.closed ? 'question_now' : 'answer_now']), 9, _hoisted_64))
          : _createCommentVNode("", true),
        _createElementVNode("div", {
          class: "nudges",
          "data-covers": viewer.tight ? null : viewer.phone && !(viewer.embed && !viewer.low) ? 'top' : 'right',
          role: "group",
          "aria-label": viewer.content.words.turn_and_zoom
        }, [
          _createElementVNode("button", {
            class: "nudge turn_left",
            "aria-label": viewer.content.words.turn_left,
            title: viewer.content.words.turn_left,
            onClick: $event => (viewer.turn(-15, 0))
          }, _cache[15] || (_cache[15] = [_createElementVNode("svg", {
            class: "icon",
            viewBox: "0 0 24 24",
            "aria-hidden": "true"
          }, [_createElementVNode("path", { d: "M8 5L4 9l4 4M4 9h9a6 6 0 0 1 0 12" })], -1)]), 8, _hoisted_66),
          _createElementVNode("button", {
            class: "nudge turn_right",
            "aria-label": viewer.content.words.turn_right,
            title: viewer.content.words.turn_right,
            onClick: $event => (viewer.turn(15, 0))
          }, _cache[16] || (_cache[16] = [_createElementVNode("svg", {
            class: "icon",
            viewBox: "0 0 24 24",
            "aria-hidden": "true"
          }, [_createElementVNode("path", { d: "M16 5l4 4-4 4M20 9h-9a6 6 0 0 0 0 12" })], -1)]), 8, _hoisted_67),
          _createElementVNode("button", {
            class: "nudge turn_up",
            "aria-label": viewer.content.words.turn_up,
            title: viewer.content.words.turn_up,
            onClick: $event => (viewer.turn(0, -15))
          }, _cache[17] || (_cache[17] = [_createElementVNode("svg", {
            class: "icon",
            viewBox: "0 0 24 24",
            "aria-hidden": "true"
          }, [_createElementVNode("path", { d: "M12 20V5M6 11l6-6 6 6" })], -1)]), 8, _hoisted_68),
          _createElementVNode("button", {
            class: "nudge turn_down",
            "aria-label": viewer.content.words.turn_down,
            title: viewer.content.words.turn_down,
            onClick: $event => (viewer.turn(0, 15))
          }, _cache[18] || (_cache[18] = [_createElementVNode("svg", {
            class: "icon",
            viewBox: "0 0 24 24",
            "aria-hidden": "true"
          }, [_createElementVNode("path", { d: "M12 4v15M6 13l6 6 6-6" })], -1)]), 8, _hoisted_69),
          _createElementVNode("button", {
            class: "nudge zoom_in",
            "aria-label": viewer.content.words.zoom_in,
            title: viewer.content.words.zoom_in,
            onClick: $event => (viewer.zoom(1 / 1.25))
          }, _cache[19] || (_cache[19] = [_createElementVNode("svg", {
            class: "icon",
            viewBox: "0 0 24 24",
            "aria-hidden": "true"
          }, [_createElementVNode("path", { d: "M12 6v12M6 12h12" })], -1)]), 8, _hoisted_70),
          _createElementVNode("button", {
            class: "nudge zoom_out",
            "aria-label": viewer.content.words.zoom_out,
            title: viewer.content.words.zoom_out,
            onClick: $event => (viewer.zoom(1.25))
          }, _cache[20] || (_cache[20] = [_createElementVNode("svg", {
            class: "icon",
            viewBox: "0 0 24 24",
            "aria-hidden": "true"
          }, [_createElementVNode("path", { d: "M6 12h12" })], -1)]), 8, _hoisted_71),
          _createElementVNode("button", {
            class: "nudge restore",
            "aria-label": viewer.content.words.restore,
            title: viewer.content.words.restore,
            onClick: $event => (viewer.restoreStep())
          }, _cache[21] || (_cache[21] = [_createElementVNode("svg", {
            class: "icon",
            viewBox: "0 0 24 24",
            "aria-hidden": "true"
          }, [_createElementVNode("path", { d: "M5 12a7 7 0 1 0 2.5-5.4M5 4v5h5" })], -1)]), 8, _hoisted_72)
        ], 8, _hoisted_65)
      ]),
      _createElementVNode("footer", _hoisted_73, [
        _createElementVNode("span", null, _toDisplayString(viewer.content.product.disclaimer.short), 1),
        (!viewer.embed)
          ? (_openBlock(), _createElementBlock("button", {
              key: 0,
              class: "link",
              "aria-label": viewer.content.words.more_about,
              onClick: $event => (viewer.showDialog('about'))
            }, _toDisplayString(viewer.content.words.more), 9, _hoisted_74))
          : _createCommentVNode("", true),
        (viewer.embed && viewer.wholePage)
          ? (_openBlock(), _createElementBlock("a", {
              key: 1,
              class: "whole-page",
              href: viewer.wholePage,
              target: viewer.wholePlace,
              rel: "noopener"
            }, [_cache[22] || (_cache[22] = _createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M10 5H5v14h14v-5M13 5h6v6M19 5l-9 9" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.whole_page), 1)], 8, _hoisted_75))
          : _createCommentVNode("", true),
        (viewer.wayBack)
          ? (_openBlock(), _createElementBlock("a", {
              key: 2,
              class: "whole-page way-back",
              href: viewer.wayBack
            }, [_cache[23] || (_cache[23] = _createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M19 12H5M11 6l-6 6 6 6" })], -1)), _createElementVNode("span", null, _toDisplayString(viewer.content.words.back_to_course), 1)], 8, _hoisted_76))
          : _createCommentVNode("", true),
        (viewer.canFill)
          ? (_openBlock(), _createElementBlock("button", {
              key: 3,
              class: "plain whole-screen",
              "aria-label": viewer.full ? viewer.content.words.leave_whole_screen : viewer.content.words.whole_screen,
              title: viewer.full ? viewer.content.words.leave_whole_screen : viewer.content.words.whole_screen,
              onClick: $event => (viewer.toggleFull())
            }, _cache[24] || (_cache[24] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" })], -1)]), 8, _hoisted_77))
          : _createCommentVNode("", true)
      ]),
      _createElementVNode("div", _hoisted_78, [
        (viewer.connectionNotice && !viewer.classroom?.code)
          ? (_openBlock(), _createElementBlock("div", {
              key: 0,
              class: _normalizeClass(["notice connection", viewer.connectionNotice])
            }, [_createElementVNode("div", null, [_createElementVNode("p", null, _toDisplayString(viewer.content.words.connection[viewer.connectionNotice]), 1), (viewer.linesToTell)
              ? (_openBlock(), _createElementBlock("details", _hoisted_79, [_createElementVNode("summary", null, _toDisplayString(viewer.content.words.connection.why), 1), _createElementVNode("p", null, _toDisplayString(viewer.content.words.connection.missing), 1), (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.missingLines, (line) => {
                  return (_openBlock(), _createElementBlock("code", {
                    key: line,
                    lang: "en"
                  }, _toDisplayString(line), 1))
                }), 128))]))
              : _createCommentVNode("", true)]), _createElementVNode("button", {
              class: "plain",
              "aria-label": viewer.content.words.dismiss,
              onClick: $event => (viewer.dismissConnection())
            }, _cache[25] || (_cache[25] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M6 6l12 12M18 6L6 18" })], -1)]), 8, _hoisted_80)], 2))
          : _createCommentVNode("", true),
        (viewer.keptHere || viewer.newer)
          ? (_openBlock(), _createElementBlock("div", _hoisted_81, [_createElementVNode("p", null, _toDisplayString(viewer.newer ? viewer.content.words.site.newer : viewer.content.words.site.kept), 1), (viewer.newer)
              ? (_openBlock(), _createElementBlock("button", {
                  key: 0,
                  class: "secondary",
                  onClick: $event => (viewer.reload())
                }, _toDisplayString(viewer.content.words.site.reload), 9, _hoisted_82))
              : _createCommentVNode("", true), _createElementVNode("button", {
              class: "plain",
              "aria-label": viewer.content.words.dismiss,
              onClick: $event => (viewer.stay())
            }, _cache[26] || (_cache[26] = [_createElementVNode("svg", {
              class: "icon",
              viewBox: "0 0 24 24",
              "aria-hidden": "true"
            }, [_createElementVNode("path", { d: "M6 6l12 12M18 6L6 18" })], -1)]), 8, _hoisted_83)]))
          : _createCommentVNode("", true),
        (viewer.missing.length && viewer.graphics === 'here')
          ? (_openBlock(), _createElementBlock("div", _hoisted_84, [_createElementVNode("div", null, [_createElementVNode("p", null, _toDisplayString(viewer.say('missing', {names: viewer.missingWords})), 1), (viewer.missingFew.length !== viewer.missingNames.length)
              ? (_openBlock(), _createElementBlock("details", _hoisted_85, [_createElementVNode("summary", null, _toDisplayString(viewer.content.words.missing_all), 1), _createElementVNode("ul", null, [(_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.missingNames, (name) => {
                  return (_openBlock(), _createElementBlock("li", { key: name }, _toDisplayString(name), 1))
                }), 128))])]))
              : _createCommentVNode("", true)]), _createElementVNode("button", {
              class: "secondary",
              "aria-disabled": viewer.trying,
              onClick: $event => (viewer.tryAgain())
            }, _toDisplayString(viewer.trying ? viewer.content.words.trying : viewer.content.words.try_again), 9, _hoisted_86)]))
          : _createCommentVNode("", true),
        (viewer.awaiting)
          ? (_openBlock(), _createElementBlock("p", _hoisted_87, _toDisplayString(viewer.awaiting), 1))
          : _createCommentVNode("", true),
        (_openBlock(true), _createElementBlock(_Fragment, null, _renderList(viewer.notices, (notice) => {
          return (_openBlock(), _createElementBlock("p", {
            key: notice,
            class: "notice"
          }, [_createElementVNode("span", null, _toDisplayString(notice), 1), _createElementVNode("button", {
            class: "plain",
            "aria-label": viewer.content.words.dismiss,
            onClick: $event => (viewer.dismissNotice(notice))
          }, _cache[27] || (_cache[27] = [_createElementVNode("svg", {
            class: "icon",
            viewBox: "0 0 24 24",
            "aria-hidden": "true"
          }, [_createElementVNode("path", { d: "M6 6l12 12M18 6L6 18" })], -1)]), 8, _hoisted_88)]))
        }), 128)),
        (viewer.brief)
          ? (_openBlock(), _createElementBlock("p", _hoisted_89, _toDisplayString(viewer.brief), 1))
          : _createCommentVNode("", true)
      ]),
      _createElementVNode("p", _hoisted_90, _toDisplayString(viewer.announcement), 1),
      (['help', 'about'].includes(viewer.dialog))
        ? (_openBlock(), _createBlock(_component_later_part, {
            key: 7,
            template: "a43f7000b28ce987"
          }))
        : _createCommentVNode("", true),
      (viewer.dialog === 'print')
        ? (_openBlock(), _createBlock(_component_later_part, {
            key: 8,
            template: "c77b29d2fbe37bdf"
          }))
        : _createCommentVNode("", true),
      (viewer.dialog === 'views')
        ? (_openBlock(), _createBlock(_component_later_part, {
            key: 9,
            template: "2331ef5079a553e9"
          }))
        : _createCommentVNode("", true),
      _createVNode(_component_at_once, null, {
        default: _withCtx(() => [(viewer.consult.sheet)
          ? (_openBlock(), _createBlock(_component_later_part, {
              key: 0,
              template: "19e34b32228a7776"
            }))
          : _createCommentVNode("", true)]),
        _: 1
      })
    ], 6)]))
  }
}
},
"<div class=\"vtk-geometry-representation\"><slot></slot></div>": () => {
const _Vue = Vue
const {  } = _Vue

const _hoisted_1 = { class: "vtk-geometry-representation" }

return function render(_ctx, _cache) {
  with (_ctx) {
    const { renderSlot: _renderSlot, openBlock: _openBlock, createElementBlock: _createElementBlock } = _Vue

    return (_openBlock(), _createElementBlock("div", _hoisted_1, [_renderSlot($slots, "default")]))
  }
}
},
"<div class=\"vtk-polydata\"><slot></slot></div>": () => {
const _Vue = Vue
const {  } = _Vue

const _hoisted_1 = { class: "vtk-polydata" }

return function render(_ctx, _cache) {
  with (_ctx) {
    const { renderSlot: _renderSlot, openBlock: _openBlock, createElementBlock: _createElementBlock } = _Vue

    return (_openBlock(), _createElementBlock("div", _hoisted_1, [_renderSlot($slots, "default")]))
  }
}
},
"\n        <div\n          style=\"position:relative;width:100%;height:100%;\"\n          @mouseenter=\"onEnter\"\n          @mouseleave=\"onLeave\"\n          @click=\"onClick\"\n          @mousemove=\"onMouseMove\"\n        >\n          <div\n            ref=\"vtkContainer\"\n            style=\"position:absolute;width:100%;height:100%;overflow:hidden;\"\n          />\n          <slot style=\"display: none;\"></slot>\n        </div>\n      ": () => {
const _Vue = Vue
const { createElementVNode: _createElementVNode } = _Vue

const _hoisted_1 = ["onMouseenter", "onMouseleave", "onClick", "onMousemove"]
const _hoisted_2 = {
  ref: "vtkContainer",
  style: {"position":"absolute","width":"100%","height":"100%","overflow":"hidden"}
}

return function render(_ctx, _cache) {
  with (_ctx) {
    const { createElementVNode: _createElementVNode, renderSlot: _renderSlot, openBlock: _openBlock, createElementBlock: _createElementBlock } = _Vue

    return (_openBlock(), _createElementBlock("div", {
      style: {"position":"relative","width":"100%","height":"100%"},
      onMouseenter: onEnter,
      onMouseleave: onLeave,
      onClick: onClick,
      onMousemove: onMouseMove
    }, [_createElementVNode("div", _hoisted_2, null, 512), _renderSlot($slots, "default", { style: "display: none;" })], 40, _hoisted_1))
  }
}
},
};
const compile = window.Vue.compile;
window.Vue.registerRuntimeCompiler((template, options) => {
  if (!functions[template]) return compile(template, options);
  const render = functions[template]();
  render._rc = true; // Vue looks names up for it as for what it compiles itself
  return render;
});
})();
